#include "training/world/lettering/sign_words.h"

#include <cctype>

namespace reverie {

namespace {

constexpr double kHeldOutShare = 0.05;

// clang-format off
const std::vector<std::string> kWords = {
    // shops and services
    "OPEN", "CLOSED", "CAFE", "COFFEE", "TEA", "BAKERY", "BREAD", "CAKES", "PIZZA", "SUSHI", "NOODLES", "RAMEN", "BURGER",
    "TACOS", "BAR", "PUB", "DINER", "GRILL", "BISTRO", "BUFFET", "MENU", "FRESH", "HOT DOGS", "ICE CREAM", "DONUTS",
    "CANDY", "SWEETS", "JUICE", "MILK", "HONEY", "EGGS", "FRUIT", "FISH", "CHEESE", "WINE", "FLOWERS", "BOOKS", "TOYS",
    "SHOES", "HATS", "GIFTS", "MUSIC", "RECORDS", "GUITARS", "BIKES", "TOOLS", "PAINT", "ART", "GALLERY", "MUSEUM",
    "LIBRARY", "SCHOOL", "BANK", "POST", "HOTEL", "MOTEL", "INN", "SPA", "GYM", "POOL", "CINEMA", "THEATER", "CIRCUS",
    "ARCADE", "CASINO", "CLUB", "JAZZ", "DISCO", "KARAOKE", "BARBER", "SALON", "TAILOR", "LAUNDRY", "PHARMACY", "DOCTOR",
    "HOSPITAL", "POLICE", "GARAGE", "MARKET", "SHOP", "STORE", "KIOSK", "TICKETS", "INFO", "TAXI", "BUS", "TRAIN",
    "METRO", "STATION", "AIRPORT", "FERRY", "HARBOR", "CAMPING", "FARM", "GARDEN", "ZOO", "PARK", "BEACH", "VETS",
    // notices
    "EXIT", "ENTER", "STOP", "GO", "SLOW", "WAIT", "YES", "NO", "PUSH", "PULL", "UP", "DOWN", "LEFT", "RIGHT", "NORTH",
    "SOUTH", "EAST", "WEST", "KEEP OUT", "NO PARKING", "PARKING", "NO ENTRY", "ONE WAY", "WET PAINT", "MIND THE GAP",
    "BEWARE", "DANGER", "QUIET", "PRIVATE", "RESERVED", "OCCUPIED", "FREE", "FULL", "VACANCY", "TO LET", "FOR SALE",
    "FOR RENT", "SOLD", "SOLD OUT", "SALE", "BIG SALE", "HALF PRICE", "50 OFF", "NEW", "BEST", "LAST CHANCE", "TODAY",
    "SOON", "COMING SOON", "LIVE", "ON AIR", "24 HOURS", "HELP", "HELP WANTED", "LOST CAT", "LOST DOG", "WANTED",
    "FOUND", "REWARD", "FIRE", "WATER", "STAFF ONLY", "NO DOGS", "CASH ONLY", "PLEASE WAIT", "RING BELL",
    // greetings and sayings
    "HELLO", "Hello", "Hello World", "HI", "BYE", "WELCOME", "Welcome", "WELCOME HOME", "THANK YOU", "Thank you",
    "PLEASE", "SORRY", "LOVE", "PEACE", "HOPE", "JOY", "DREAM", "SMILE", "DANCE", "SING", "PLAY", "RELAX", "WOW!",
    "Hooray!", "GOOD LUCK", "GOOD MORNING", "Good Night", "HAPPY BIRTHDAY", "Happy New Year", "MERRY CHRISTMAS", "PARTY",
    "GAME OVER", "READY?", "WHY NOT?", "BE KIND", "BE HAPPY", "I LOVE YOU", "HOME SWEET HOME", "NEVER GIVE UP",
    "CARPE DIEM", "DON'T PANIC", "LET'S GO", "IT'S OK", "TIME TO EAT", "Rock & Roll", "Fish & Chips", "Bed & Breakfast",
    // names
    "Oxen.ai", "Oxen.ai Cafe", "Reverie", "Luna", "Mia", "Leo", "Emma", "Noah", "Anna", "Max", "Bella", "Oscar", "Ruby",
    "Sam", "Rosie", "Joe's Diner", "Tom's Bar", "Mary's Tea Room", "Blue Moon", "Red Lion", "Golden Goose",
    "The Old Mill", "Sunny Side", "Sea View", "Moonlight", "Starlight", "Sunrise", "Lucky Star", "Green Leaf",
    "Cozy Corner", "River House", "Pine Lodge", "Lake Hotel", "PARIS", "ROME", "LONDON", "TOKYO", "BERLIN", "NEW YORK",
    "OSLO", "CAIRO", "LIMA", "MARS", "EARTH", "SPACE",
    // titles
    "The Sea", "The Moon", "Poems", "Stories", "Fairy Tales", "My Diary", "Birds", "Wild Flowers", "The Lost City",
    "A Quiet Place", "Winter Tales", "The Last Dragon", "Little Stars", "How to Draw", "Dinosaurs", "The Fox", "Dune",
    "Emma's Garden", "Space: 2099", "Chapter 1", "Volume 7", "Room 12", "No. 5", "Gate 42", "Route 66", "1984", "2050",
    "A-Z", "ABC", "XYZ", "12:30",
};
// clang-format on

std::string random_letters(Random& random, std::int64_t count) {
  static const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  static const std::string digits = "0123456789";
  std::string text;
  const bool has_digits = random.chance(0.2);
  for (std::int64_t i = 0; i < count; ++i) {
    const std::string& from = has_digits && random.chance(0.4) ? digits : letters;
    text += from[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(from.size())))];
  }
  return text;
}

// Consonants and vowels in turn: a name that can be said and that nobody bears.
std::string random_name(Random& random) {
  static const std::string consonants = "bcdfghjklmnprstvwz", vowels = "aeiou";
  std::string text;
  const std::int64_t count = 3 + random.below(5);
  const bool begins_with_vowel = random.chance(0.25);
  for (std::int64_t i = 0; i < count; ++i) {
    const std::string& from = (i % 2 == 0) == begins_with_vowel ? vowels : consonants;
    text += from[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(from.size())))];
  }
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string in_case(std::string text, bool upper) {
  bool begins = true;
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    c = static_cast<char>(upper || begins ? std::toupper(byte) : std::tolower(byte));
    begins = c == ' ' || c == '-';
  }
  return text;
}

// Two to four words of the list, none of them longer than seven letters.
std::string combination(Random& random) {
  const std::int64_t count = random.chance(0.6) ? 2 : 3 + random.below(2);
  const bool upper = random.chance(0.6);
  std::string text;
  for (std::int64_t i = 0; i < count;) {
    const std::string& word = random.pick(kWords);
    if (word.size() > 7 || word.find(' ') != std::string::npos) continue;
    text += (i++ == 0 ? "" : " ") + in_case(word, upper);
  }
  return text;
}

std::string sample_any(Random& random) {
  const double kind = random.uniform();
  if (kind < 0.40) return random.pick(kWords);
  if (kind < 0.50) return in_case(random.pick(kWords), random.chance(0.5));
  if (kind < 0.65) return combination(random);
  if (kind < 0.75) return random_name(random);
  if (kind < 0.80) return random_name(random) + " " + random_name(random);
  return random_letters(random, 2 + random.below(6));
}

}  // namespace

const std::vector<std::string>& sign_words() {
  return kWords;
}

std::string sample_sign_words(Random& random, bool held_out) {
  while (true) {  // one in twenty is withheld, so that this ends soon either way
    std::string words = sample_any(random);
    if (is_held_out_text(words) == held_out) return words;
  }
}

bool is_held_out_text(const std::string& words) {
  std::string key = "sign ";
  for (const char c : words) key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return Random(hash_of(key), 0).uniform() < kHeldOutShare;
}

}  // namespace reverie
