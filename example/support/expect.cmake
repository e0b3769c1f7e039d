# Runs `program`, with a file of its own to write where `file` names one; it must end with 0, and what it prints must
# match `expected`.
if(file)
  file(REMOVE ${file})
endif()
execute_process(COMMAND ${program} ${file} OUTPUT_VARIABLE printed ERROR_VARIABLE complained RESULT_VARIABLE code)
if(NOT code STREQUAL "0")
  message(FATAL_ERROR "${program} ended with ${code}\n${printed}\n${complained}")
endif()
if(NOT printed MATCHES "${expected}")
  message(FATAL_ERROR "${program} printed\n${printed}\nwhich does not match ${expected}")
endif()
