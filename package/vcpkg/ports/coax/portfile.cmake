# The registry lies in a tree of coax and builds that tree. In a registry of its own this line becomes vcpkg_from_github with
# the tag and the SHA512 of its archive.
get_filename_component(SOURCE_PATH "${CURRENT_PORT_DIR}/../../../.." ABSOLUTE)

vcpkg_cmake_configure(
  SOURCE_PATH "${SOURCE_PATH}"
  OPTIONS
    -DCOAX_BUILD_TESTS=OFF
    -DCOAX_BUILD_EXAMPLES=OFF
    -DCOAX_BUILD_TOOLS=OFF
    -DCOAX_BUILD_CACHE=OFF
    -DCOAX_UNITY=ON
)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH lib/cmake/coax)
vcpkg_fixup_pkgconfig()

file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/debug/include" "${CURRENT_PACKAGES_DIR}/debug/share"
  "${CURRENT_PACKAGES_DIR}/share/doc")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
