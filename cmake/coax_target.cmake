# What every target here is compiled with, private to it: a user's own flags stay theirs.
function(coax_compile_options target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  if(WIN32) # Asio includes windows.h
    target_compile_definitions(${target} PRIVATE _WIN32_WINNT=0x0A00 WIN32_LEAN_AND_MEAN NOMINMAX)
  endif()
  if(MSVC)
    target_compile_options(${target} PRIVATE /W4 /permissive- /utf-8 /bigobj)
  else()
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion)
  endif()
  if(COAX_WERROR AND NOT MSVC)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 14)
    # Boost.System, Asio, coroutine frames and `"text" + string` (GCC PR 105651) set these off falsely when optimised.
    target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized -Wno-mismatched-new-delete -Wno-restrict)
  elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND COAX_SANITIZE)
    target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized) # std::regex, with ASan
  endif()
  if(COAX_SANITIZE MATCHES thread AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE -Wno-tsan) # Asio counts references with fences
  endif()
  if(COAX_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${COAX_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    if(CMAKE_CXX_COMPILER_ID MATCHES Clang) # with it, clang 14 makes no code of some coroutines
      target_compile_options(${target} PRIVATE -fno-sanitize=function)
    endif()
    target_link_options(${target} PUBLIC -fsanitize=${COAX_SANITIZE})
  endif()
endfunction()

# Installed programs and libraries find coax's shared libraries beside them, wherever that is.
function(coax_rpath target dir)
  if(APPLE)
    set(here "@loader_path")
  else()
    set(here "$ORIGIN")
  endif()
  if(IS_ABSOLUTE "${dir}" OR IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
    set(path ${CMAKE_INSTALL_FULL_LIBDIR})
  else()
    file(RELATIVE_PATH path /prefix/${dir} /prefix/${CMAKE_INSTALL_LIBDIR})
    string(REGEX REPLACE "/$" "" path "${here}/${path}")
  endif()
  set_target_properties(${target} PROPERTIES INSTALL_RPATH "${path}")
endfunction()

# With COAX_UNITY a folder of sources is compiled as one file, in a quarter of the time. What stands in no group is compiled alone.
function(coax_unity target)
  if(NOT COAX_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  foreach(source IN LISTS ARGN)
    cmake_path(GET source PARENT_PATH folder)
    cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE folder_name)
    string(MAKE_C_IDENTIFIER ${folder_name} folder_name)
    # Files of these share names of their own, or make g++ 12 need gigabytes together.
    if(NOT source MATCHES "/src/(bind/|repair/|sim/(anthropic|bedrock|cohere|gemini|ollama|openai))")
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${folder_name})
    endif()
  endforeach()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU") # a file's own types are in an included file then
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
  endif()
endfunction()

# Only what the headers mark with COAX_DECL or COAX_SIM_DECL is seen from outside. Static libraries are compiled alike.
function(coax_visibility target)
  set_target_properties(${target} PROPERTIES CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  if(BUILD_SHARED_LIBS)
    string(TOUPPER ${target} name)
    string(REGEX REPLACE "_(CORE|PARTS|CORE_PARTS|CALL_PARTS|WIRE)$" "" name ${name})
    target_compile_definitions(${target} PUBLIC COAX_DYN_LINK PRIVATE ${name}_SOURCE)
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  endif()
endfunction()

# coax_objects(name SOURCES ... LINK ...): rooms that are no library to others; who links it gets its objects.
function(coax_objects target)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_library(${target} OBJECT ${arg_SOURCES})
  coax_compile_options(${target})
  coax_unity(${target} ${arg_SOURCES})
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/include PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${target} PUBLIC ${arg_LINK})
  coax_visibility(${target})
endfunction()

# coax_library(name [EXPORT_AS name] [SOURCES ...] [OBJECTS name...] LINK ...): a library, `coax::<name>` to others.
function(coax_library target)
  cmake_parse_arguments(arg "" "EXPORT_AS" "SOURCES;OBJECTS;LINK" ${ARGN})
  if(NOT arg_EXPORT_AS)
    set(arg_EXPORT_AS ${target})
  endif()
  add_library(${target} ${arg_SOURCES})
  foreach(objects IN LISTS arg_OBJECTS)
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:${objects}>)
  endforeach()
  coax_visibility(${target})
  add_library(coax::${arg_EXPORT_AS} ALIAS ${target})
  coax_compile_options(${target})
  coax_unity(${target} ${arg_SOURCES})
  target_include_directories(${target}
    PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
    PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${target} PUBLIC ${arg_LINK})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${arg_EXPORT_AS} LINKER_LANGUAGE CXX
    VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
  coax_rpath(${target} ${CMAKE_INSTALL_LIBDIR})
endfunction()

# What programs are compiled with that look into the rooms.
function(coax_test_options target)
  coax_compile_options(${target})
  if(COAX_SANITIZE AND NOT COAX_FUZZ)
    target_compile_options(${target} PRIVATE -O0) # half the time to compile; the library it is linked with stays optimised
  endif()
endfunction()

# coax_program(name SOURCES ... LINK ...): an executable that may look into the rooms.
function(coax_program target)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${target} ${arg_SOURCES})
  coax_test_options(${target})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${target} PRIVATE ${arg_LINK})
  coax_rpath(${target} ${CMAKE_INSTALL_BINDIR})
endfunction()
