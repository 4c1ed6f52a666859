// Enriching a child's record: more of everything, for councils whose documents are to be large.
#pragma once

#include "connectors/synthetic/person.h"
#include "connectors/synthetic/scene.h"
#include "connectors/synthetic/spans.h"

namespace dataflow::synthetic {

/// Adds assessments and enquiries wherever an episode has room for them.
void enrich(Scene& scene, Person& child);

/// An assessment of that many days, begun and authorised between the two days, clear of all others;
/// null when the episode has no room for it.
Assessment* squeeze_in_assessment(Scene& scene, Episode& episode, Span between, int days);

/// An enquiry that needed no conference, likewise.
Enquiry* squeeze_in_enquiry(Scene& scene, Episode& episode, Span between, int days);

/// A child in need plan, clear of all plans of either kind, likewise.
InNeedPlan* squeeze_in_plan(Scene& scene, Episode& episode, Span between, int days);

}  // namespace dataflow::synthetic
