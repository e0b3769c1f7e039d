# Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
# The newer end of what coax promises to build with, in a tree of its own under build/; and coax::core for Windows.

matrix_tree=build/matrix/trixie
matrix_packages=(g++-14 clang-19 libclang-rt-19-dev cmake ninja-build ccache libssl-dev zlib1g-dev libsqlite3-dev libcli11-dev python3-minimal
    libboost1.88-dev libboost-json1.88-dev libboost-url1.88-dev libboost-test1.88-dev
    libboost-context1.88-dev)

verb_matrix() {
    local wanted=${1:-all} compiler failed=0
    if [[ $wanted == all || $wanted == mingw ]]; then
        matrix_mingw || failed=$((failed + 1))
    fi
    [[ $wanted == mingw ]] || matrix_debian
    ((failed == 0)) || die "$failed of the matrix failed"
}

# coax::core with mingw-w64 and its tests under Wine. Boost comes from the system's headers; there are no packages of OpenSSL for
# mingw-w64, which the client needs.
matrix_mingw() {
    need_build
    need x86_64-w64-mingw32-g++-posix:g++-mingw-w64-x86-64-posix /usr/lib/wine/wine64:wine64
    say "Windows: mingw-w64, Wine"
    [[ -f build/mingw/build.ninja ]] ||
        cmake -S . -B build/mingw -G Ninja -DCMAKE_TOOLCHAIN_FILE="$PWD/cmake/mingw/toolchain.cmake" -DCMAKE_BUILD_TYPE=None \
            -DCMAKE_CXX_FLAGS=-O0 -DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCOAX_CORE_ONLY=ON -DCOAX_BUILD_TESTS=ON \
            -DCOAX_INSTALL=OFF -DCOAX_UNITY=ON -DCOAX_WERROR=ON || return 1
    cmake --build build/mingw -j "$jobs" || return 1
    WINEPREFIX=$PWD/build/mingw/wine WINEDEBUG=-all ctest --test-dir build/mingw --output-on-failure --no-tests=error
}

matrix_debian() {
    need debootstrap:debootstrap unshare:util-linux
    have apt-get || die "matrix makes a Debian tree and takes the mirror's address from apt's own sources"
    [[ -f $matrix_tree/.ready ]] || make_matrix_tree
    for compiler in g++-14 clang++-19; do
        [[ $wanted == all || $compiler == "$wanted"* ]] || continue
        say "Debian 13, Boost 1.88, $compiler"
        in_matrix_tree /usr/bin/env CCACHE_DIR=/coax/build/matrix/ccache sh -ec '
            cd /coax
            build=build/matrix/$1
            [ -f $build/build.ninja ] || cmake -S . -B $build -G Ninja -DCMAKE_CXX_COMPILER=$1 \
                -DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS="-O1 -g1" \
                -DCOAX_WERROR=ON -DCOAX_UNITY=ON -DCOAX_SANITIZE=address,undefined
            cmake --build $build -j $2
            ctest --test-dir $build -j $2 --output-on-failure' sh "$compiler" "$jobs" || failed=$((failed + 1))
    done
}

make_matrix_tree() {
    local mirror
    mirror=$(debian_mirror)
    [[ -n $mirror ]] || die "no Debian mirror in apt's sources; set COAX_DEBIAN_MIRROR"
    say "making a Debian 13 tree in $matrix_tree"
    as_root rm -rf "$matrix_tree"
    mkdir -p "$matrix_tree"
    as_root debootstrap --variant=minbase --include=ca-certificates trixie "$PWD/$matrix_tree" "$mirror" >&2
    as_root chroot "$matrix_tree" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends "${matrix_packages[@]}" >&2
    printf '127.0.0.1 localhost\n::1 localhost\n' | as_root tee "$matrix_tree/etc/hosts" >/dev/null
    as_root mkdir -p "$matrix_tree/coax"
    as_root touch "$matrix_tree/.ready"
}

# Where this machine gets its own Debian packages from.
debian_mirror() {
    if [[ -n ${COAX_DEBIAN_MIRROR:-} ]]; then
        echo "$COAX_DEBIAN_MIRROR"
        return
    fi
    find /etc/apt/sources.list /etc/apt/sources.list.d -type f -exec cat {} + 2>/dev/null |
        sed -nE 's#^(URIs:|deb( \[[^]]*\])?) +([a-z+]+://[^ ]*/debian)/?( .*)?$#\3#p' | sed -n 1p || true
}

# Mounts live in a namespace of their own and are gone with the command.
in_matrix_tree() {
    as_root unshare --mount --pid --fork --kill-child sh -ec '
        tree=$1 project=$2
        shift 2
        mount -t proc proc $tree/proc
        mount --bind $project $tree/coax
        exec chroot $tree "$@"' sh "$matrix_tree" "$PWD" "$@"
}
