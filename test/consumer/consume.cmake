# cmake [-D sanitized=flags] -D way= -D source= -D build= -D compiler= -D launcher= -D boost= -D tools= -P this
cmake_policy(VERSION 3.25)
set(here ${CMAKE_CURRENT_LIST_DIR}/${way})
set(there ${build}/consumer/${way})
file(REMOVE_RECURSE ${there})

function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(configure ${CMAKE_COMMAND} -S ${here} -B ${there} -G Ninja -D CMAKE_BUILD_TYPE=None -D CMAKE_CXX_COMPILER=${compiler}
  -D CMAKE_CXX_COMPILER_LAUNCHER=${launcher} -D Boost_DIR=${boost} -D CMAKE_FIND_PACKAGE_NO_PACKAGE_REGISTRY=ON)

if(way STREQUAL find_package)
  run(${CMAKE_COMMAND} --install ${build} --prefix ${there}/prefix)
  run(${configure} -D CMAKE_PREFIX_PATH=${there}/prefix)
  run(${CMAKE_COMMAND} --build ${there})
  run(${there}/consumer)
  if(tools AND NOT EXISTS ${there}/prefix/bin/coax)
    message(FATAL_ERROR "the program coax is not installed")
  endif()

  # Moved to another folder, and found by pkg-config.
  file(RENAME ${there}/prefix ${there}/moved)
  find_program(pkg_config NAMES pkg-config pkgconf)
  file(GLOB_RECURSE pc ${there}/moved/coax.pc)
  if(pkg_config AND pc)
    cmake_path(GET pc PARENT_PATH pc_dir)
    execute_process(COMMAND ${CMAKE_COMMAND} -E env PKG_CONFIG_PATH=${pc_dir} ${pkg_config} --cflags --libs coax-sim coax
      OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    separate_arguments(flags UNIX_COMMAND "${flags}")
    run(${compiler} -std=c++20 ${CMAKE_CURRENT_LIST_DIR}/consumer.cpp ${sanitized} -o ${there}/by_pkg_config ${flags})
    run(${there}/by_pkg_config)
  endif()

  # A program without exceptions is refused in words.
  execute_process(COMMAND ${compiler} -std=c++20 -fno-exceptions -fsyntax-only -I${there}/moved/include
    ${CMAKE_CURRENT_LIST_DIR}/consumer.cpp RESULT_VARIABLE status ERROR_VARIABLE words)
  if(status EQUAL 0 OR NOT words MATCHES "coax reports errors as exceptions")
    message(FATAL_ERROR "-fno-exceptions is not refused in words: ${words}")
  endif()
elseif(way STREQUAL core)
  run(${CMAKE_COMMAND} --install ${build} --prefix ${there}/prefix)
  run(${configure} -D CMAKE_PREFIX_PATH=${there}/prefix)
  run(${CMAKE_COMMAND} --build ${there})
  run(${there}/own_http)

  # No line of the linker names what only the client needs, and neither does the program.
  file(STRINGS ${there}/build.ninja lines REGEX "LINK_LIBRARIES")
  find_program(readelf readelf REQUIRED)
  execute_process(COMMAND ${readelf} --dynamic --wide ${there}/own_http OUTPUT_VARIABLE needed COMMAND_ERROR_IS_FATAL ANY)
  foreach(library IN ITEMS ssl crypto z)
    if(lines MATCHES "(lib|-l)${library}( |[.]|$)" OR needed MATCHES "lib${library}[.]")
      message(FATAL_ERROR "A program of coax::core is linked with ${library}: ${lines} ${needed}")
    endif()
  endforeach()
  if(NOT lines MATCHES "coax_core" OR NOT needed MATCHES "NEEDED")
    message(FATAL_ERROR "How the program is linked cannot be read: ${lines} ${needed}")
  endif()
elseif(way STREQUAL shared)
  run(${configure} -D coax_source=${source} -D BUILD_SHARED_LIBS=ON)
  run(${CMAKE_COMMAND} --build ${there})
  run(${CMAKE_COMMAND} --install ${there} --prefix ${there}/prefix)
  file(REMOVE ${there}/libone.so ${there}/libtwo.so)
  run(${there}/prefix/bin/program)
else()
  run(${configure} -D coax_source=${source})
  run(${CMAKE_COMMAND} --build ${there} --target CMakeFiles/consumer.dir${source}/test/consumer/consumer.cpp.o
    CMakeFiles/strict_flags.dir${source}/test/consumer/strict_flags.cpp.o)
endif()
