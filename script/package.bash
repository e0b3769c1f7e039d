# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# Each way to take coax into a project that doc/howto/install.md shows: made, and used by a small program. The lines on that page
# are the lines that run here (package/check.py compares them). Nothing is installed outside build/package.

package_home=$PWD/build/package
package_ways=(recipes deb vcpkg conan fetch_content cpm meson)
package_flags=(-DCMAKE_BUILD_TYPE="${COAX_PACKAGE_BUILD_TYPE:-Release}" -DCOAX_UNITY=ON -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)

# package [WAY ...]: one after another; goes on when one fails.
verb_package() {
    local way failed=() skipped=() passed=() status
    (($#)) || set -- "${package_ways[@]}"
    need_build
    need python3:python3 git:git
    mkdir -p "$package_home"
    trap - ERR
    for way in "$@"; do
        [[ " ${package_ways[*]} " == *" $way "* ]] || die "package knows ${package_ways[*]}, not $way"
        say "package: $way"
        set +e # in a list of || a failure in the middle would go unseen
        (set -e && "package_$way")
        status=$?
        set -e
        case $status in
            0) passed+=("$way") ;;
            77) skipped+=("$way") ;;
            *) failed+=("$way") ;;
        esac
    done
    printf '\n'
    ((${#failed[@]} == 0)) || printf 'failed: %s\n' "${failed[*]}"
    ((${#skipped[@]} == 0)) || printf 'skipped: %s\n' "${skipped[*]}"
    printf '%d passed, %d failed, %d skipped\n' ${#passed[@]} ${#failed[@]} ${#skipped[@]}
    ((${#failed[@]} == 0)) || exit 1
}

package_skip() {
    say "SKIPPED: $*"
    exit 77
}

package_recipes() { python3 package/check.py; }

# Shared libraries, for nothing else looks at what they export.
package_shared() {
    [[ -f $package_home/shared/build.ninja ]] ||
        cmake -S . -B build/package/shared -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=ON -G Ninja \
            -DCOAX_BUILD_EXAMPLES=OFF "${package_flags[@]}" >&2
    cmake --build build/package/shared -j "$jobs" >&2
}

# A package of shared libraries: it lists what it needs, shows no name of a room, and a program links and runs with it.
package_deb() {
    need dpkg-deb:dpkg dpkg-shlibdeps:dpkg-dev readelf:binutils
    package_shared
    local root=$package_home/deb library rooms
    rm -rf "$root" "$package_home"/shared/*.deb
    cpack -G DEB --config build/package/shared/CPackConfig.cmake -B "$package_home/shared" >&2
    local packages=("$package_home"/shared/libcoax-dev_*.deb)
    dpkg-deb --extract "${packages[0]}" "$root"
    dpkg-deb --field "${packages[0]}" Depends | grep -q 'libssl-dev.*libboost-url' || die "the package does not say what it needs"
    apt-get install --simulate --no-install-recommends "${packages[0]}" >/dev/null || die "apt-get cannot install the package"

    # Public names have these: classes and namespaces of the same names.
    rooms=$(sed -nE 's/^([a-z_]+)$/\1/p' script/rooms.txt | grep -vxE 'sim|error|client|credentials' | paste -sd'|')
    for library in "$root"/usr/lib/libcoax*.so; do
        ! readelf --dyn-syms --wide "$library" | c++filt | grep -E "(FUNC|OBJECT) +GLOBAL +DEFAULT +[0-9]+ coax::($rooms)::" ||
            die "$(basename "$library") shows names of rooms"
    done
    local flags
    flags=$(PKG_CONFIG_PATH=$root/usr/lib/pkgconfig pkg-config --cflags --libs coax-sim coax)
    # shellcheck disable=SC2086 # several words
    g++ -std=c++20 test/consumer/every_door.cpp -fvisibility=hidden -o "$root/every_door" $flags
    readelf --dynamic "$root/every_door" | grep -q 'libcoax_sim.so.0.2' || die "the program is not linked with the shared library"
    LD_LIBRARY_PATH=$root/usr/lib "$root/every_door" "$root/journal.jsonl"
    "$root/usr/bin/coax" --help | grep -q "Usage: coax" || die "the installed program does not find its libraries"

    flags=$(PKG_CONFIG_PATH=$root/usr/lib/pkgconfig pkg-config --cflags --libs coax-core)
    # shellcheck disable=SC2086
    g++ -std=c++20 test/consumer/own_http.cpp -o "$root/own_http" $flags
    LD_LIBRARY_PATH=$root/usr/lib "$root/own_http"
    ! LD_LIBRARY_PATH=$root/usr/lib ldd "$root/own_http" | grep -E 'lib(ssl|crypto|z)[.]' || die "coax::core brings OpenSSL or zlib"
}

# vcpkg itself comes from GitHub alone, so its functions are stubs here; what the port says of coax is checked.
package_vcpkg() {
    package_shared
    rm -rf "$package_home/vcpkg"
    cmake --install "$package_home/shared" --prefix "$package_home/vcpkg/installed" >/dev/null
    cmake -D "portfile=$PWD/package/vcpkg/ports/coax/portfile.cmake" -D "installed=$package_home/vcpkg/installed" \
        -D "packages=$package_home/vcpkg/packages" -P package/vcpkg/stubs.cmake
}

# A virtual environment with a program from PyPI, where it is not at hand.
package_tool() {
    if have "$1"; then return; fi
    python3 -c 'import ensurepip, venv' 2>/dev/null || need "python3-venv:python3-venv"
    [[ -x $package_home/venv/bin/python ]] || python3 -m venv "$package_home/venv"
    [[ -x $package_home/venv/bin/$1 ]] || "$package_home/venv/bin/pip" install --quiet "$1" >&2 ||
        package_skip "$1 is not at hand and cannot be installed"
    PATH=$package_home/venv/bin:$PATH
}

package_conan() {
    package_tool conan
    export CONAN_HOME=$package_home/conan
    rm -rf "$CONAN_HOME/profiles"
    conan profile detect
    printf 'tools.cmake.cmake_layout:test_folder=%s\ntools.cmake.cmaketoolchain:user_presets=\n' "$package_home/conan_test" \
        >"$CONAN_HOME/global.conf" # nothing is written into the tree
    sed -i -E 's/compiler\.cppstd=.*/compiler.cppstd=20/' "$CONAN_HOME/profiles/default"
    export CMAKE_CXX_COMPILER_LAUNCHER=ccache
    local type=${COAX_PACKAGE_BUILD_TYPE:-Release}
    conan create package/conan --no-remote -o "coax/*:system_libraries=True" -s build_type="${type/None/Debug}"
}

# A program of a stranger: the files of package/WAY and a main.cpp, in one folder for all ways, so that ccache finds what another
# way has compiled. Git takes from here, by its tag, what is at GitHub.
package_stranger() {
    local way=$1 origin=$package_home/origin.git
    stranger=$package_home/stranger
    rm -rf "$origin" "$stranger"
    git clone --quiet --bare . "$origin"
    git -C "$origin" tag --force "v$(sed -nE 's/^project\(coax VERSION ([0-9.]+).*/\1/p' CMakeLists.txt)" >/dev/null
    git -C "$origin" config uploadpack.allowAnySHA1InWant true
    export GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0="url.file://$origin.insteadOf" GIT_CONFIG_VALUE_0=https://github.com/coax/coax.git
    export GIT_CONFIG_KEY_1=advice.detachedHead GIT_CONFIG_VALUE_1=false
    cp -r "package/$way" "$stranger"
    cp test/consumer/consumer.cpp "$stranger/main.cpp"
}

package_trial() {
    cmake -S "$stranger" -B "$stranger/build" -G Ninja "${package_flags[@]}"
    cmake --build "$stranger/build" -j "$jobs" --target trial
    "$stranger/build/trial"
}

package_fetch_content() {
    package_stranger fetch_content
    package_trial
}

package_cpm() {
    package_stranger cpm
    local file=$stranger/cmake/CPM.cmake url=https://github.com/cpm-cmake/CPM.cmake/releases/latest/download/CPM.cmake
    mkdir -p "${file%/*}"
    if [[ -n ${COAX_CPM:-} ]]; then
        cp "$COAX_CPM" "$file"
    else
        curl --silent --fail --location --output "$file" "$url" || package_skip "CPM.cmake cannot be had; COAX_CPM may name one"
    fi
    package_trial
}

package_meson() {
    package_tool meson
    package_stranger meson
    cp test/consumer/own_http.cpp "$stranger/main.cpp" # of the core alone: Meson compiles each file by itself
    (
        cd "$stranger"
        CXX="ccache g++" meson setup build --buildtype=plain
        meson compile -C build -j "$jobs" trial
        build/trial
    )
}
