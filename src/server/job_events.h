// server/job_events.h
//
// The server-sent events of our own API. One job's stream ends with the job; that of all of a caller's jobs
// goes on until the client leaves.
//
//   job        the whole job, when its state or its place in the queue changed
//   progress   {share, stage, image_index}
//   preview    {image_index, jpeg}: what it looks like by now, in base64
//   image      a picture that is done, or failed
//   removed    {} a job that was deleted; only in the stream of all
//
// In the stream of all, each but `job` also says whose event it is: "job": ID. There, while anybody listens,
// previews are made of each of the caller's jobs, and the caller's other jobs in the queue are told of anew
// when one has started or ended.
//
// Used by   server/own_api
// Proven by tests/server/job_events_test.cpp
#pragma once

#include "server/http.h"
#include "server/image_service.h"

namespace reverie::own_api {

EventStream events_of_job(ImageService& service, const HttpRequest& request, const Job& job);
EventStream events_of_all_jobs(ImageService& service, const HttpRequest& request, const Caller& caller);

}  // namespace reverie::own_api
