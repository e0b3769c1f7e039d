// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

namespace demo {

// The page of example/embed_in_service.cpp. It needs nothing but the two addresses of the service: "/" and "/analyse".
inline constexpr auto product_page = R"html(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Product analysis</title>
<style>
  :root { --ink: #1c2530; --soft: #596673; --line: #d8dee4; --card: #fff; --back: #f5f7f9; --go: #0a58a8; --ok: #1a7f37; --now: #9a6700; --bad: #b42318 }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e6edf3; --soft: #9aa7b4; --line: #30363d; --card: #161b22; --back: #0d1117; --go: #58a6ff; --ok: #3fb950; --now: #d29922; --bad: #ff7b72 }
  }
  * { box-sizing: border-box }
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back) }
  main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
  h1 { font-size: 1.5rem; margin: 0 0 .25rem } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem }
  .note { color: var(--soft); margin: 0 0 1rem }
  form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end }
  label { flex: 1 1 14rem; font-weight: 600 }
  input { display: block; width: 100%; margin-top: .25rem; font: inherit; font-weight: 400; padding: .5rem .6rem; color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: .4rem }
  button { font: inherit; padding: .5rem 1rem; border-radius: .4rem; border: 1px solid var(--go); background: var(--go); color: var(--back); cursor: pointer }
  button.plain { background: none; color: var(--go) }
  button:disabled { opacity: .45; cursor: default }
  :focus-visible { outline: 3px solid var(--go); outline-offset: 2px }
  dl { margin: 0; display: grid; gap: .6rem }
  dl > div { background: var(--card); border: 1px solid var(--line); border-left: .3rem solid var(--line); border-radius: .4rem; padding: .5rem .8rem; min-height: 3.6rem }
  .streaming { border-left-color: var(--now) } .complete { border-left-color: var(--ok) }
  dt { display: flex; justify-content: space-between; font-weight: 600 }
  dt span { font-weight: 400; font-size: .85rem; color: var(--soft) }
  .streaming dt span { color: var(--now) } .complete dt span { color: var(--ok) }
  dd { margin: 0; overflow-wrap: anywhere } dd ul { margin: 0; padding-left: 1.2rem }
  #status { min-height: 1.5rem; margin: .75rem 0 0 } #problem { color: var(--bad); margin: .25rem 0 0 } #problem:empty { display: none }
  table { border-collapse: collapse } th { text-align: left; font-weight: 400; color: var(--soft); padding-right: 1.5rem; vertical-align: top }
</style>
</head>
<body>
<main>
  <h1>Product analysis</h1>
  <p class="note" id="simulated">@simulated@</p>
  <form>
    <label>Product <input name="product" value="iPhone 16 Pro" maxlength="80" required autocomplete="off"></label>
    <button id="go">Analyse</button>
    <button id="stop" class="plain" type="button" disabled>Stop</button>
  </form>
  <p id="status" role="status"></p>
  <p id="problem" role="alert"></p>
  <section id="result" aria-labelledby="asked" hidden>
    <h2 id="asked"></h2>
    <dl></dl>
  </section>
  <section id="cost" aria-labelledby="costs" hidden>
    <h2 id="costs">What it took</h2>
    <table><tbody></tbody></table>
  </section>
</main>
<script>
  const at = id => document.getElementById(id);
  const form = document.querySelector("form"), fields = document.querySelector("dl");
  const names = { product_name: "Product", strengths: "Strengths", weaknesses: "Weaknesses", verdict: "Verdict", score: "Score of 10" };
  const words = { absent: "waiting", streaming: "writing", complete: "complete" };
  let source, last;

  function make(parent, tag, text) {
    const one = parent.appendChild(document.createElement(tag));
    if (text != null) one.textContent = text;
    return one;
  }
  function clear() {
    fields.replaceChildren();
    for (const [name, label] of Object.entries(names)) {
      const box = make(fields, "div");
      box.id = name;
      make(make(box, "dt", label), "span", words.absent);
      make(box, "dd");
    }
  }
  // Each change is what is new of one field: its state, text to append, items with text to append, or a value.
  function apply(change) {
    const box = at(change.field), shown = box.querySelector("dd");
    box.className = change.state;
    box.querySelector("span").textContent = words[change.state];
    if (change.append != null) shown.append(change.append);
    if (change.value != null) shown.textContent = change.value;
    for (const [index, text] of change.items ?? []) {
      const list = shown.querySelector("ul") ?? make(shown, "ul");
      (list.children[index] ?? make(list, "li")).append(text);
    }
    // A screen reader hears of a field when it is complete; of each word it would hear too much.
    if (change.state == "complete") at("status").textContent = names[change.field] + " complete";
  }
  function end(status, problem = "") {
    source.close();
    for (const box of fields.querySelectorAll(":scope > div:not(.complete)")) {
      box.querySelector("span").textContent = box.className ? "not finished" : "not received";
      box.className = "";
    }
    at("result").setAttribute("aria-busy", "false");
    at("status").textContent = status;
    at("problem").textContent = problem;
    const stopped = document.activeElement == at("stop");
    at("stop").disabled = true;
    if (stopped) at("go").focus(); // a button that is disabled loses the focus
  }
  function report(done) {
    const rows = at("cost").querySelector("tbody");
    rows.replaceChildren();
    const row = (name, ...lines) => {
      const cell = (tag => (make(tag, "th", name).scope = "row", make(tag, "td")))(make(rows, "tr"));
      for (const line of lines) make(cell, "div", line);
    };
    row("Model", done.model + (done.simulated ? " (simulated)" : ""));
    row("Time", done.seconds.toFixed(1) + " s");
    row("Tokens", done.input + " in, " + done.output + " out" + (done.estimated ? " (estimated in part)" : ""));
    row("Cost", "$" + done.cost.toFixed(5) + " at list prices" + (done.simulated ? "; nothing was billed" : ""));
    row("Broken rules", ...(done.broken.length ? done.broken : ["none"]));
    row("Repaired", ...(done.repairs.length ? done.repairs : ["nothing"]));
    at("cost").hidden = false;
  }
  function start(product) {
    source?.close();
    clear();
    at("asked").textContent = "Analysis of " + product;
    at("result").hidden = false;
    at("result").setAttribute("aria-busy", "true");
    at("cost").hidden = true;
    at("problem").textContent = "";
    at("status").textContent = "Asking the model";
    at("stop").disabled = false;
    source = new EventSource("/analyse?product=" + encodeURIComponent(product));
    source.addEventListener("again", () => { clear(); at("status").textContent = "The answer broke a rule; asking again"; });
    source.addEventListener("partial", event => JSON.parse(event.data).forEach(apply));
    source.addEventListener("done", event => { report(JSON.parse(event.data)); end("Done"); });
    source.addEventListener("failed", event => end("", "There is no analysis: " + event.data));
    source.addEventListener("error", () => end("", "The connection to the server was lost. What had arrived is still shown."));
  }
  form.addEventListener("submit", event => { event.preventDefault(); start(form.product.value.trim()); });
  at("stop").addEventListener("click", () => end("Stopped. What had arrived is still shown."));
  document.addEventListener("keydown", event => { if (event.key == "Escape" && !at("stop").disabled) at("stop").click(); });
</script>
</body>
</html>
)html";

} // namespace demo
