// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// That this links is the test.
int main() { }
