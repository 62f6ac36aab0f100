// server/dialects/oxen_queue.h
//
// Oxen.ai's queue: generations that are asked for now and fetched later, and the stream of events that tells
// when they are finished.
//
// Vendor page  docs/dialects/oxen.md (fields, answers, errors, date read)
// Exchanges    tests/server/dialects/oxen_queue_test.cpp
//
// Traps     All but the model, num_generations and the credits is looked at when the generation runs: a size
//           that does not exist is accepted here, and is a failed generation then. We know it at once and
//           keep the generation as failed from the beginning; the reply says "queued" all the same.
//           Four generations are four jobs, each to be cancelled by itself. They are queued all or none.
//           The events are told to whoever listens, once, and to nobody later. None tells of a cancelled one.
#pragma once

#include "server/dialects/oxen_images.h"

namespace reverie::oxen {

Answer enqueue(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer generations(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer generation(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer cancel(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer events(ImageService& service, const HttpRequest& request, const PathValues& values);

}  // namespace reverie::oxen
