#include "training/world/categories.h"

namespace reverie {

const std::vector<Category>& categories() {
  static const std::vector<Category> all = {
      {{"fruit", "fruits"}, {"apple", "bunch of grapes", "pear"}},
      {{"tropical fruit", "tropical fruits", "exotic fruit"}, {"pineapple", "mango", "banana"}},
      {{"vegetable", "vegetables", "veggies"}, {"carrot", "tomato", "broccoli"}},
      {{"wildflower", "wildflowers"}, {"tulip", "sunflower", "hibiscus"}},
      {{"tropical flowers", "exotic flowers"}, {"hibiscus", "lotus", "hyacinth"}},
      {{"animal", "animals", "wild animals"}, {"lion", "elephant", "giraffe"}},
      {{"pet", "pets"}, {"cat", "dog", "rabbit"}},
      {{"farm animal", "farm animals", "livestock"}, {"cow", "pig", "sheep"}},
      {{"sea creature", "sea creatures", "sea animals", "marine life"}, {"octopus", "dolphin", "turtle"}},
      {{"insect", "insects", "bugs"}, {"butterfly", "bee", "ladybug"}},
      {{"vehicle", "vehicles"}, {"car", "bus", "bicycle"}},
      {{"toy", "toys"}, {"teddy bear", "yo-yo", "kite"}},
      {{"musical instrument", "musical instruments", "instruments"}, {"guitar", "violin", "trumpet"}},
      {{"tool", "tools"}, {"hammer", "saw", "wrench"}},
      {{"dessert", "desserts", "sweets"}, {"cake", "ice cream", "donut"}},
      {{"pastry", "pastries", "baked goods"}, {"croissant", "pretzel", "cupcake"}},
      {{"drink", "drinks", "beverages"}, {"soda", "cup of coffee", "glass of milk"}},
      {{"breakfast"}, {"fried egg", "bacon", "cup of coffee"}},
      {{"fast food"}, {"hamburger", "french fries", "soda"}},
      {{"furniture"}, {"sofa", "chair", "armchair"}},
      {{"clothes", "clothing"}, {"t-shirt", "jeans", "dress"}},
      {{"jewelry", "jewellery", "jewels"}, {"ring", "necklace", "diamond"}},
      {{"friends"}, {"man", "woman", "boy"}},
      {{"child", "children", "kids"}, {"boy", "girl"}},
      {{"family"}, {"mother", "father", "baby"}},
      {{"sports equipment"}, {"soccer ball", "tennis racket", "basketball"}},
      {{"school supplies", "stationery"}, {"pencil", "ruler", "scissors"}},
  };
  return all;
}

}  // namespace reverie
