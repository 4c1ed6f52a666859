// Outsiders are people whom the council knows and the collection leaves out.
#pragma once

#include "connectors/synthetic/person.h"
#include "connectors/synthetic/scene.h"
#include "connectors/synthetic/window.h"

namespace dataflow::synthetic {

/// One of them: a mother, a child whose case was closed before the
/// window, an adult with a case never closed, a child with nothing but a contact, or an unborn
/// child not due yet.
[[nodiscard]] Person outsider(Scene& scene, const Window& window);

}  // namespace dataflow::synthetic
