// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// coax-services: prints doc/providers.md from the registry.
#include "wire/services_text.hpp"

#include <iostream>

int main() { std::cout << coax::wire::services_text(); }
