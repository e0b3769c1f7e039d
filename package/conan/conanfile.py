# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# The recipe for Conan 2: `conan create package/conan` in a tree of coax. With `-o "coax/*:system_libraries=True"` Boost, OpenSSL and
# zlib are the system's.
import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load, rmdir
from conan.tools.system import package_manager

required_conan_version = ">=2.0.9"


class Coax(ConanFile):
    name = "coax"
    description = "Structured output from LLMs as C++20 structs, streamed and validated, for Boost.Asio"
    license = "BSL-1.0"
    homepage = "https://github.com/coax/coax"
    topics = ("llm", "structured-output", "asio", "boost", "json-schema")
    package_type = "library"
    settings = "os", "compiler", "build_type", "arch"
    options = {"shared": [True, False], "fPIC": [True, False], "system_libraries": [True, False]}
    default_options = {"shared": False, "fPIC": True, "system_libraries": False}
    implements = ["auto_shared_fpic"]

    @property
    def _tree(self):
        return os.path.join(self.recipe_folder, "..", "..")

    def set_version(self):
        text = load(self, os.path.join(self._tree, "CMakeLists.txt"))
        self.version = re.search(r"project\(coax VERSION ([0-9.]+)", text).group(1)

    def export_sources(self):
        for pattern in ("CMakeLists.txt", "LICENSE", "cmake/*", "include/*", "src/*"):
            copy(self, pattern, src=self._tree, dst=self.export_sources_folder)

    def layout(self):
        cmake_layout(self, src_folder=".")

    def validate(self):
        check_min_cppstd(self, 20)

    def requirements(self):
        if not self.options.system_libraries:
            self.requires("boost/[>=1.81]", transitive_headers=True)
            self.requires("openssl/[>=3 <4]", transitive_headers=True)
            self.requires("zlib/[>=1.2.11 <2]")

    def system_requirements(self):
        if self.options.system_libraries:
            apt = package_manager.Apt(self)
            apt.install(["libssl-dev", "zlib1g-dev"])
            boost = [[f"libboost{part}{v}-dev" for part in ("", "-json", "-url")] for v in ("1.81", "1.83", "1.88", "1.90")]
            apt.install_substitutes(*boost)

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["COAX_UNITY"] = True
        for part in ("TESTS", "EXAMPLES", "TOOLS", "CACHE"):
            toolchain.cache_variables["COAX_BUILD_" + part] = False
        toolchain.generate()
        CMakeDeps(self).generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()
        copy(self, "LICENSE", src=self.source_folder, dst=os.path.join(self.package_folder, "licenses"))
        rmdir(self, os.path.join(self.package_folder, "share"))

    def package_info(self):
        # CMake finds coax's own coaxConfig.cmake; the components are for the other generators.
        self.cpp_info.set_property("cmake_find_mode", "none")
        for component, library, needs in (
            ("core", "coax_core", ["boost::json", "boost::url"]),
            ("client", "coax", ["boost::json", "boost::url", "openssl::ssl", "zlib::zlib"]),
            ("sim", "coax_sim", []),
        ):
            info = self.cpp_info.components[component]
            info.set_property("pkg_config_name", {"client": "coax"}.get(component, "coax-" + component))
            info.libs = [library]
            info.builddirs = [os.path.join("lib", "cmake", "coax")]
            info.defines = ["COAX_DYN_LINK"] if self.options.shared else []
            if component == "sim":
                info.requires = ["client"]
            elif self.options.system_libraries:
                names = {"boost::json": "boost_json", "boost::url": "boost_url", "openssl::ssl": "ssl", "zlib::zlib": "z"}
                info.system_libs = [names[need] for need in needs]
            else:
                info.requires = needs
        client = self.cpp_info.components["client"]
        if self.options.system_libraries:
            client.system_libs.append("crypto")
        if self.settings.os in ("Linux", "FreeBSD"):
            client.system_libs.append("pthread")
