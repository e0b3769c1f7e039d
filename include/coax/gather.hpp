// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/gather/as_completed.hpp>
#include <coax/gather/gather.hpp>
#include <coax/gather/gather_settled.hpp>
#include <coax/gather/map_each.hpp>
#include <coax/gather/race.hpp>
