// server/dialects/oxen_fields.h
//
// What Oxen.ai's clients may ask for: the union of the fields that its old and its current pages list, once
// with the count of the synchronous requests and once with that of the queue.
//
// Vendor page  docs/dialects/oxen.md (fields, date read)
// Used by      dialects/oxen_images, dialects/oxen_queue, dialects/oxen_models
// Proven by    tests/server/dialects/oxen_images_test.cpp, oxen_queue_test.cpp
//
// Trap      The queue looks at a request when the generation runs. Only kQueuedAtOnce is checked when it
//           comes in.
#pragma once

#include "server/dialects/fields.h"

namespace reverie::oxen {

extern const FieldTable kImageFields;   // /images/generate, /images/edit
extern const FieldTable kQueueFields;   // /queue
extern const FieldTable kQueuedAtOnce;  // the part of it that is checked before a generation is queued

FieldNames our_names();

}  // namespace reverie::oxen
