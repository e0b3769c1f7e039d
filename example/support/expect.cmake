# Runs `program`; it must end with 0, and what it prints must match `expected`.
execute_process(COMMAND ${program} OUTPUT_VARIABLE printed ERROR_VARIABLE complained RESULT_VARIABLE code)
if(NOT code STREQUAL "0")
  message(FATAL_ERROR "${program} ended with ${code}\n${printed}\n${complained}")
endif()
if(NOT printed MATCHES "${expected}")
  message(FATAL_ERROR "${program} printed\n${printed}\nwhich does not match ${expected}")
endif()
