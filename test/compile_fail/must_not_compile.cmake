# cmake -D compiler= -D includes= -D case= -P this: compiles `case`, which must fail and say what it expects.
cmake_policy(VERSION 3.25)
list(TRANSFORM includes PREPEND -I)
execute_process(COMMAND ${compiler} -std=c++20 -fsyntax-only ${includes} ${case}
  RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(status EQUAL 0)
  message(FATAL_ERROR "${case} compiles, but must not")
endif()

file(STRINGS ${case} expectations REGEX "^// expect: ")
if(NOT expectations)
  message(FATAL_ERROR "${case} has no `// expect: regex` line")
endif()
foreach(line IN LISTS expectations)
  string(REGEX REPLACE "^// expect: " "" wanted "${line}")
  if(NOT said MATCHES "${wanted}")
    message(FATAL_ERROR "${case} fails, but nothing in this matches \"${wanted}\":\n${said}")
  endif()
endforeach()
