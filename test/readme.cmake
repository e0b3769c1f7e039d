# cmake -D source= -P this: the program in README.md is example/quickstart.cpp without its first lines.
file(READ ${source}/README.md readme)
file(READ ${source}/example/quickstart.cpp program)
string(REGEX REPLACE "^(//[^\n]*\n)+" "" program "${program}")
string(FIND "${readme}" "```cpp\n${program}```" where)
if(where EQUAL -1)
  message(FATAL_ERROR "README.md does not show example/quickstart.cpp word for word")
endif()
