#pragma once

#include "CTomlPlusPlus.h"

#include <optional>
#include <string_view>

namespace ctoml {

struct Excess {
    ctoml_position position;
    const char *message;
};

/// The first place where brackets nest or dotted keys run too deep.
///
/// The library parses and frees a tree recursively, and puts no bound on dotted keys: a line of dots would exhaust
/// the stack. A light scan that knows strings and comments finds such text before the library sees it.
std::optional<Excess> tooDeep(std::string_view text);

}  // namespace ctoml
