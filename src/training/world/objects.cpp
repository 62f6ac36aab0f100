#include "training/world/objects.h"

#include <algorithm>
#include <array>

#include "core/error.h"

namespace reverie {

namespace {

constexpr auto kGround = Kind::Ground;
constexpr auto kSky = Kind::Sky;
constexpr bool kOwnColours = false;
constexpr bool kAnyColour = true;

// clang-format off
const std::vector<Object> kObjects = {
    // animals
    {"cat", "cat", {"kitten", "kitty"}, kGround, "cats", kOwnColours, 0.85F},
    {"dog", "dog", {"puppy"}, kGround, "dogs", kOwnColours, 0.85F},
    {"fox", "fox", {}, kGround, "foxes", kOwnColours, 0.85F},
    {"rabbit", "rabbit", {"bunny"}, kGround, "rabbits", kOwnColours, 0.8F},
    {"bear", "bear", {}, kGround, "bears", kOwnColours, 0.9F},
    {"panda", "panda", {"panda bear"}, kGround, "pandas", kOwnColours, 0.9F},
    {"cow", "cow", {}, kGround, "cows", kOwnColours, 0.95F},
    {"pig", "pig", {"piglet"}, kGround, "pigs", kOwnColours, 0.85F},
    {"horse", "horse", {"pony"}, kGround, "horses", kOwnColours, 1.0F},
    {"elephant", "elephant", {}, kGround, "elephants", kOwnColours, 1.0F},
    {"giraffe", "giraffe", {}, kGround, "giraffes", kOwnColours, 1.0F},
    {"lion", "lion", {}, kGround, "lions", kOwnColours, 0.95F},
    {"tiger", "tiger", {}, kGround, "tigers", kOwnColours, 0.95F},
    {"monkey", "monkey", {"chimp"}, kGround, "monkeys", kOwnColours, 0.85F},
    {"sheep", "ewe", {"lamb"}, kGround, "sheep", kOwnColours, 0.85F},
    {"deer", "deer", {}, kGround, "deer", kOwnColours, 0.95F},
    {"mouse", "mouse", {}, kGround, "mice", kOwnColours, 0.7F},
    {"camel", "camel", {}, kGround, "camels", kOwnColours, 1.0F},
    {"zebra", "zebra", {}, kGround, "zebras", kOwnColours, 1.0F},
    {"llama", "llama", {"alpaca"}, kGround, "llamas", kOwnColours, 0.95F},
    {"unicorn", "unicorn", {}, kGround, "unicorns", kOwnColours, 0.95F},
    {"dinosaur", "t-rex", {"t-rex", "tyrannosaurus"}, kGround, "dinosaurs", kOwnColours, 1.0F},
    {"crocodile", "crocodile", {"alligator"}, kGround, "crocodiles", kOwnColours, 0.95F},
    {"owl", "owl", {}, kGround, "owls", kOwnColours, 0.8F},
    {"duck", "duck", {"mallard"}, kGround, "ducks", kOwnColours, 0.8F},
    {"swan", "swan", {}, kGround, "swans", kOwnColours, 0.85F},
    {"penguin", "penguin", {}, kGround, "penguins", kOwnColours, 0.8F},
    {"rooster", "rooster", {"chicken"}, kGround, "roosters", kOwnColours, 0.85F},
    {"flamingo", "flamingo", {}, kGround, "flamingos", kOwnColours, 0.95F},
    {"bird", "bird", {"songbird"}, kGround, "birds", kAnyColour, 0.75F},
    {"turtle", "turtle", {"tortoise"}, kGround, "turtles", kOwnColours, 0.8F},
    {"frog", "frog", {"toad"}, kGround, "frogs", kOwnColours, 0.75F},
    {"snake", "snake", {"serpent"}, kGround, "snakes", kOwnColours, 0.85F},
    {"crab", "crab", {}, kGround, "crabs", kOwnColours, 0.75F},
    {"octopus", "octopus", {}, kGround, "octopuses", kOwnColours, 0.85F},
    {"whale", "spouting-whale", {}, kGround, "whales", kOwnColours, 1.0F},
    {"fish", "tropical-fish", {}, kGround, "fish", kOwnColours, 0.75F},
    {"ladybug", "lady-beetle", {"ladybird"}, kGround, "ladybugs", kOwnColours, 0.65F},
    // food
    {"avocado", "avocado", {}, kGround, "avocados", kOwnColours, 0.75F},
    {"apple", "red-apple", {}, kGround, "apples", kAnyColour, 0.7F},
    {"banana", "banana", {}, kGround, "bananas", kOwnColours, 0.75F},
    {"pineapple", "pineapple", {}, kGround, "pineapples", kOwnColours, 0.85F},
    {"strawberry", "strawberry", {}, kGround, "strawberries", kOwnColours, 0.7F},
    {"watermelon", "watermelon", {"melon"}, kGround, "watermelons", kOwnColours, 0.75F},
    {"lemon", "lemon", {}, kGround, "lemons", kOwnColours, 0.7F},
    {"bunch of grapes", "grapes", {"grapes"}, kGround, "bunches of grapes", kOwnColours, 0.75F},
    {"carrot", "carrot", {}, kGround, "carrots", kOwnColours, 0.75F},
    {"mushroom", "mushroom", {"toadstool"}, kGround, "mushrooms", kOwnColours, 0.75F},
    {"slice of pizza", "pizza", {"pizza"}, kGround, "slices of pizza", kOwnColours, 0.75F},
    {"hamburger", "hamburger", {"burger", "cheeseburger"}, kGround, "hamburgers", kOwnColours, 0.75F},
    {"ice cream", "soft-ice-cream", {"ice cream cone"}, kGround, "ice creams", kOwnColours, 0.85F},
    {"donut", "doughnut", {"doughnut"}, kGround, "donuts", kOwnColours, 0.7F},
    {"cake", "birthday-cake", {"birthday cake"}, kGround, "cakes", kOwnColours, 0.85F},
    {"cup of coffee", "hot-beverage", {"coffee", "coffee cup", "mug"}, kGround, "cups of coffee", kOwnColours, 0.7F},
    {"teapot", "teapot", {}, kGround, "teapots", kAnyColour, 0.75F},
    // plants
    {"pine tree", "evergreen-tree", {"pine", "fir tree"}, kGround, "pine trees", kOwnColours, 1.0F},
    {"palm tree", "palm-tree", {"palm"}, kGround, "palm trees", kOwnColours, 1.0F},
    {"cactus", "cactus", {}, kGround, "cacti", kOwnColours, 0.9F},
    {"sunflower", "sunflower", {}, kGround, "sunflowers", kOwnColours, 0.85F},
    {"tulip", "tulip", {"flower"}, kGround, "tulips", kAnyColour, 0.8F},
    {"pumpkin", "jack-o-lantern", {"jack-o-lantern"}, kGround, "pumpkins", kOwnColours, 0.8F},
    // vehicles
    {"car", "automobile", {"automobile"}, kGround, "cars", kAnyColour, 0.95F},
    {"bus", "bus", {}, kGround, "buses", kOwnColours, 1.0F},
    {"fire truck", "fire-engine", {"fire engine"}, kGround, "fire trucks", kOwnColours, 1.0F},
    {"tractor", "tractor", {}, kGround, "tractors", kOwnColours, 0.95F},
    {"bicycle", "bicycle", {"bike"}, kGround, "bicycles", kOwnColours, 0.95F},
    {"scooter", "motor-scooter", {"moped"}, kGround, "scooters", kAnyColour, 0.9F},
    {"train", "locomotive", {"locomotive"}, kGround, "trains", kOwnColours, 1.0F},
    {"sailboat", "sailboat", {"sailing boat"}, kGround, "sailboats", kOwnColours, 1.0F},
    {"helicopter", "helicopter", {}, kSky, "helicopters", kOwnColours, 0.9F},
    {"airplane", "airplane", {"plane", "aeroplane"}, kSky, "airplanes", kOwnColours, 0.9F},
    {"rocket", "rocket", {"spaceship"}, kSky, "rockets", kOwnColours, 0.9F},
    {"ufo", "flying-saucer", {"flying saucer"}, kSky, "ufos", kOwnColours, 0.85F},
    // buildings
    {"house", "house", {"cottage"}, kGround, "houses", kOwnColours, 1.0F},
    {"castle", "castle", {}, kGround, "castles", kOwnColours, 1.0F},
    {"tent", "tent", {}, kGround, "tents", kAnyColour, 0.9F},
    {"lighthouse", "lighthouse", {}, kGround, "lighthouses", kOwnColours, 1.0F},
    {"ferris wheel", "ferris-wheel", {}, kGround, "ferris wheels", kOwnColours, 1.0F},
    {"fountain", "fountain", {}, kGround, "fountains", kOwnColours, 0.95F},
    // furniture and household
    {"chair", "chair", {}, kGround, "chairs", kAnyColour, 0.85F},
    {"sofa", "couch-and-lamp", {"couch"}, kGround, "sofas", kAnyColour, 0.95F},
    {"candle", "candle", {}, kGround, "candles", kOwnColours, 0.75F},
    {"clock", "alarm-clock", {"alarm clock"}, kGround, "clocks", kOwnColours, 0.75F},
    {"umbrella", "umbrella", {"parasol"}, kGround, "umbrellas", kAnyColour, 0.85F},
    {"book", "closed-book", {"novel"}, kGround, "books", kAnyColour, 0.75F},
    {"key", "key", {}, kGround, "keys", kOwnColours, 0.65F},
    {"telephone", "telephone", {"phone"}, kGround, "telephones", kOwnColours, 0.75F},
    {"camera", "camera", {}, kGround, "cameras", kOwnColours, 0.7F},
    {"gift", "wrapped-gift", {"present"}, kGround, "gifts", kOwnColours, 0.75F},
    {"bucket", "bucket", {"pail"}, kGround, "buckets", kAnyColour, 0.75F},
    {"television", "television", {"tv"}, kGround, "televisions", kOwnColours, 0.8F},
    // clothes
    {"hat", "billed-cap", {"cap"}, kGround, "hats", kAnyColour, 0.7F},
    {"crown", "crown", {}, kGround, "crowns", kOwnColours, 0.7F},
    {"dress", "dress", {"gown"}, kGround, "dresses", kAnyColour, 0.85F},
    {"shoe", "running-shoe", {"sneaker"}, kGround, "shoes", kAnyColour, 0.75F},
    {"backpack", "backpack", {"rucksack"}, kGround, "backpacks", kAnyColour, 0.8F},
    // toys, sport, music
    {"teddy bear", "teddy-bear", {"teddy"}, kGround, "teddy bears", kOwnColours, 0.8F},
    {"soccer ball", "soccer-ball", {"football"}, kGround, "soccer balls", kOwnColours, 0.7F},
    {"trophy", "trophy", {}, kGround, "trophies", kOwnColours, 0.8F},
    {"guitar", "guitar", {"electric guitar"}, kGround, "guitars", kAnyColour, 0.9F},
    {"saxophone", "saxophone", {"sax"}, kGround, "saxophones", kOwnColours, 0.85F},
    {"heart", "red-heart", {}, kGround, "hearts", kAnyColour, 0.75F},
    // beings
    {"robot", "robot", {}, kGround, "robots", kOwnColours, 0.85F},
    {"ghost", "ghost", {}, kGround, "ghosts", kOwnColours, 0.85F},
    {"snowman", "snowman-without-snow", {}, kGround, "snowmen", kOwnColours, 0.9F},
    {"astronaut", "astronaut", {"spaceman"}, kGround, "astronauts", kOwnColours, 0.9F},
    {"wizard", "mage", {"mage"}, kGround, "wizards", kOwnColours, 0.9F},
    {"ninja", "ninja", {}, kGround, "ninjas", kOwnColours, 0.9F},
    {"chef", "cook", {"cook"}, kGround, "chefs", kOwnColours, 0.9F},
    // in the air
    {"balloon", "balloon", {}, kSky, "balloons", kAnyColour, 0.9F},
    {"kite", "kite", {}, kSky, "kites", kOwnColours, 0.85F},
    {"butterfly", "butterfly", {}, kSky, "butterflies", kAnyColour, 0.75F},
    {"bee", "honeybee", {"honeybee"}, kSky, "bees", kOwnColours, 0.7F},
    {"star", "star", {}, kSky, "stars", kOwnColours, 0.7F},
    {"planet", "ringed-planet", {"saturn"}, kSky, "planets", kOwnColours, 0.85F},
};
// clang-format on

// White keeps a trace of its hue, so that folds and rims stay visible.
const std::vector<Colour> kColours = {
    {"red", 0.995F, 0.82F, 0.90F},   {"orange", 0.075F, 0.92F, 0.98F}, {"yellow", 0.140F, 0.80F, 0.98F},
    {"green", 0.345F, 0.68F, 0.68F}, {"blue", 0.585F, 0.78F, 0.88F},   {"purple", 0.760F, 0.62F, 0.72F},
    {"pink", 0.925F, 0.42F, 0.98F},  {"white", 0.600F, 0.03F, 0.96F},
};

// Nouns that name one drawing yet are plural, so that no article goes before them; and nouns that
// are a substance and take none either.
constexpr std::array<std::string_view, 3> kWithoutArticle = {"grapes", "coffee", "pizza"};

}  // namespace

const std::vector<Object>& objects() {
  return kObjects;
}

const std::vector<Colour>& colours() {
  return kColours;
}

std::int64_t object_index(std::string_view word) {
  const auto found = std::find_if(kObjects.begin(), kObjects.end(), [&](const Object& object) {
    return object.name == word ||
           std::find(object.synonyms.begin(), object.synonyms.end(), word) != object.synonyms.end();
  });
  if (found == kObjects.end()) {
    throw Error(ErrorCode::NotFound, "\"" + std::string(word) + "\" is no object of the drawn world");
  }
  return found - kObjects.begin();
}

std::int64_t colour_index(std::string_view name) {
  const auto found =
      std::find_if(kColours.begin(), kColours.end(), [&](const Colour& c) { return c.name == name; });
  if (found == kColours.end()) {
    throw Error(ErrorCode::NotFound, "\"" + std::string(name) + "\" is no colour of the drawn world");
  }
  return found - kColours.begin();
}

std::string_view article(std::string_view phrase) {
  if (std::find(kWithoutArticle.begin(), kWithoutArticle.end(), phrase) != kWithoutArticle.end()) return "";
  // By sound, not by letter: "a unicorn", "a ufo".
  if (phrase.starts_with("uni") || phrase.starts_with("ufo")) return "a";
  return std::string_view("aeiou").find(phrase.front()) == std::string_view::npos ? "a" : "an";
}

}  // namespace reverie
