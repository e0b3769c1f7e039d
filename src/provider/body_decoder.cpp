// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/body_decoder.hpp"

namespace coax::provider {

void body_decoder::feed(std::string_view bytes, answer_sink&) { body_.append(bytes); }

void body_decoder::finish(answer_sink& out)
{
    reader_->unframed();
    if (!body_.empty())
        reader_->read("", body_, "", out);
    reader_->finish("", out);
}

} // namespace coax::provider
