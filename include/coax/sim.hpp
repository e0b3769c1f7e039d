// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

// A scripted provider over real TLS that speaks every protocol coax does, for tests and demos.
#include <coax/sim/server.hpp>
#include <coax/sim/value_for_schema.hpp>
