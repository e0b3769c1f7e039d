# What `cmake --install` puts where, and what find_package(coax) finds there.
include(CMakePackageConfigHelpers)

set(coax_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/coax)

install(TARGETS coax coax_sim EXPORT coaxTargets)
install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN *.hpp)
install(EXPORT coaxTargets NAMESPACE coax:: DESTINATION ${coax_package_dir})

configure_package_config_file(cmake/coaxConfig.cmake.in ${PROJECT_BINARY_DIR}/coaxConfig.cmake
  INSTALL_DESTINATION ${coax_package_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/coaxConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/coaxConfig.cmake ${PROJECT_BINARY_DIR}/coaxConfigVersion.cmake DESTINATION ${coax_package_dir})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
