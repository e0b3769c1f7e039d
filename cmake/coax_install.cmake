# What `cmake --install` puts where, and what find_package(coax) finds there.
include(CMakePackageConfigHelpers)

set(coax_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/coax)

# One file of targets for each component: who asks for the core alone is asked for nothing that only the client needs.
set(coax_parts Core)
set(coax_pc_files coax-core)
install(TARGETS coax_core EXPORT coaxCoreTargets)
if(NOT COAX_CORE_ONLY)
  list(APPEND coax_parts Client Sim)
  list(APPEND coax_pc_files coax coax-sim)
  install(TARGETS coax EXPORT coaxClientTargets)
  install(TARGETS coax_sim EXPORT coaxSimTargets)
endif()
if(TARGET coax_cache)
  list(APPEND coax_parts Cache)
  install(TARGETS coax_cache EXPORT coaxCacheTargets)
endif()
foreach(part IN LISTS coax_parts)
  install(EXPORT coax${part}Targets NAMESPACE coax:: DESTINATION ${coax_package_dir})
endforeach()
install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN *.hpp)

configure_package_config_file(cmake/coaxConfig.cmake.in ${PROJECT_BINARY_DIR}/coaxConfig.cmake
  INSTALL_DESTINATION ${coax_package_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/coaxConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/coaxConfig.cmake ${PROJECT_BINARY_DIR}/coaxConfigVersion.cmake DESTINATION ${coax_package_dir})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Paths in the .pc files start at the file itself, so that an installed tree can be moved.
set(coax_pc_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" OR IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
  message(STATUS "coax: no .pc files, because a folder to install to is absolute")
else()
  file(RELATIVE_PATH coax_pc_up /prefix/${coax_pc_dir} /prefix)
  string(REGEX REPLACE "/$" "" coax_pc_up "${coax_pc_up}")
  set(coax_pc_define "")
  if(BUILD_SHARED_LIBS)
    set(coax_pc_define " -DCOAX_DYN_LINK")
  endif()
  foreach(name IN LISTS coax_pc_files)
    configure_file(cmake/${name}.pc.in ${PROJECT_BINARY_DIR}/${name}.pc @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/${name}.pc DESTINATION ${coax_pc_dir})
  endforeach()
endif()

# `cpack -G DEB` in the build folder: one package with libraries, headers and programs.
set(CPACK_PACKAGE_NAME libcoax-dev)
set(CPACK_PACKAGE_VENDOR "the coax authors")
set(CPACK_PACKAGE_CONTACT "the coax authors <maintainers@coax.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION "coax makes a JSON Schema of a C++ struct, asks a language model for a value of it, and reads the answer
into the struct while it is written. Broken rules stop the generation and ask again. It is a library of Boost.Asio coroutines.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE ${PROJECT_HOMEPAGE_URL})
set(boost ${Boost_VERSION_MAJOR}.${Boost_VERSION_MINOR})
set(CPACK_DEBIAN_PACKAGE_DEPENDS
  "libssl-dev (>= 3.0), zlib1g-dev, libboost${boost}-dev, libboost-json${boost}-dev, libboost-url${boost}-dev")
if(TARGET coax_cache)
  string(APPEND CPACK_DEBIAN_PACKAGE_DEPENDS ", libsqlite3-dev")
endif()
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}) # its own shared libraries
include(CPack)
