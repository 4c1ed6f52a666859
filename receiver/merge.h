// Merges a child object that was sent into the document that is held of the child.
#pragma once

#include <boost/json/object.hpp>

#include "agent/standard/field.h"

namespace dataflow::receiver {

/// Whether the object carries the instruction to delete what it names: `purge: true`.
[[nodiscard]] bool is_purge(const standard::Field& field, const boost::json::object& object);

enum class Merged {
  as_sent,  ///< the result is the object as it was sent
  changed,  ///< something was removed from it, or kept from what was held
};

/// Turns `sent` into the document that is held from now on. `held` is what was held so far, or
/// null; what stays of it is moved out. Both follow the standard and lie in the same memory
/// resource.
///
/// The rules, at every level of the standard's fields:
/// - An object that is sent replaces that object's own values, sets of codes and lists without
/// keys.
/// - Objects and keyed lists that are not sent stay.
/// - Items of a keyed list are merged by their key, in the order they were sent; the kept ones
/// follow
///   in their old order. A key that is sent twice is merged twice.
/// - What is sent with `purge: true` goes. Objects and lists that are empty then go too.
///
/// A purge of the child itself is for the caller: it leaves no document.
[[nodiscard]] Merged merge(const standard::Field& field, boost::json::object& sent,
                           boost::json::object* held);

}  // namespace dataflow::receiver
