// core/bearing.h
//
// Where something is that is worn or held.
//
// Used by   lookup/picture_book, lookup/worn_things; training/world/worn
#pragma once

namespace reverie {

enum class Bearing { OnHead, OnEyes, OnNeck, OnBody, OnFeet, InHand };

}  // namespace reverie
