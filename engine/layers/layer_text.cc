#include "engine/layers/layer_text.h"

#include <algorithm>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/check.h"
#include "base/status_macros.h"

namespace tenfold {
namespace {

constexpr size_t kMaxQuoted = 40;

bool IsWordCharacter(char c) {
  return absl::ascii_isalnum(c) || c == '_' || c == '.' || c == '-' || c == '+';
}

struct Argument {
  size_t position;
  absl::string_view name;  // "" if it has none
  absl::string_view value;
};

struct Call {
  size_t position;
  std::vector<Argument> arguments;
};

absl::StatusOr<Call> ScanArguments(size_t position, LayerScanner& scanner) {
  Call call = {position, {}};
  if (scanner.Take(')')) return call;
  do {
    Argument argument = {scanner.position(), "", scanner.TakeWord()};
    if (argument.value.empty()) return scanner.Expected("a number or a name");
    if (scanner.Take('=')) {
      argument.name = argument.value;
      argument.value = scanner.TakeWord();
      if (argument.value.empty()) return scanner.Expected("a value");
    }
    call.arguments.push_back(argument);
  } while (scanner.Take(','));
  if (!scanner.Take(')')) return scanner.Expected("\",\" or \")\"");
  return call;
}

// Hands out the arguments of one layer and keeps the first error.
class ArgumentReader {
 public:
  ArgumentReader(const Call& call, absl::string_view form) : call_(call), form_(form) {}

  // The numbers without a name, at the beginning.
  std::vector<int> Sizes(size_t least, size_t most) {
    std::vector<int> sizes;
    while (next_ < call_.arguments.size() && sizes.size() < most &&
           IsDigits(call_.arguments[next_])) {
      sizes.push_back(ToSize(call_.arguments[next_++]));
    }
    if (sizes.size() < least) Fail(call_.position);
    sizes.resize(std::max(sizes.size(), least), 1);
    return sizes;
  }
  // A number without a name.
  double Number() {
    if (next_ < call_.arguments.size() && call_.arguments[next_].name.empty()) {
      return ToNumber(call_.arguments[next_++]);
    }
    Fail(call_.position);
    return 0.0;
  }
  std::optional<int> Size(absl::string_view name) {
    const Argument* argument = Find(name);
    if (argument == nullptr) return std::nullopt;
    if (!IsDigitText(argument->value)) Fail(argument->position);
    return ToSize(*argument);
  }
  double Number(absl::string_view name, double otherwise) {
    const Argument* argument = Find(name);
    return argument == nullptr ? otherwise : ToNumber(*argument);
  }
  bool Boolean(absl::string_view name, bool otherwise) {
    const Argument* argument = Find(name);
    if (argument == nullptr) return otherwise;
    if (argument->value != "true" && argument->value != "false") Fail(argument->position);
    return argument->value == "true";
  }
  // A word that stands alone.
  bool Flag(absl::string_view word) {
    if (next_ == call_.arguments.size()) return false;
    const Argument& argument = call_.arguments[next_];
    if (!argument.name.empty() || argument.value != word) return false;
    ++next_;
    return true;
  }
  absl::Status End() {
    if (next_ < call_.arguments.size()) Fail(call_.arguments[next_].position);
    return status_;
  }

 private:
  static bool IsDigitText(absl::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
  }
  static bool IsDigits(const Argument& argument) {
    return argument.name.empty() && IsDigitText(argument.value);
  }
  // Named arguments come in the order of the form.
  const Argument* Find(absl::string_view name) {
    if (next_ == call_.arguments.size() || call_.arguments[next_].name != name) return nullptr;
    return &call_.arguments[next_++];
  }
  int ToSize(const Argument& argument) {
    int size = 0;
    if (absl::SimpleAtoi(argument.value, &size) && size <= kMaxRowElements) return size;
    if (status_.ok()) {
      status_ = ErrorAt(argument.position, absl::StrCat(QuotedPart(argument.value),
                                                        " is more than ", kMaxRowElements));
    }
    return 1;
  }
  double ToNumber(const Argument& argument) {
    double number = 0.0;
    if (!absl::SimpleAtod(argument.value, &number)) Fail(argument.position);
    return number;
  }
  void Fail(size_t position) {
    if (status_.ok()) status_ = ErrorAt(position, absl::StrCat("wants ", form_));
  }

  const Call& call_;
  const absl::string_view form_;
  size_t next_ = 0;
  absl::Status status_;
};

int Features(const Shape& input) { return input.empty() ? 1 : input[0]; }

template <typename T>
Layer ReadBatchNorm(ArgumentReader& reader, const Shape& input) {
  const std::vector<int> sizes = reader.Sizes(0, 1);
  T layer(sizes.empty() ? Features(input) : sizes[0]);
  layer.epsilon = reader.Number("epsilon", layer.epsilon);
  layer.momentum = reader.Number("momentum", layer.momentum);
  return layer;
}

Layer ReadLinear(ArgumentReader& reader, const Shape& input) {
  const std::vector<int> sizes = reader.Sizes(1, 2);
  return Linear(sizes.size() == 2 ? sizes[0] : Features(input), sizes.back(),
                reader.Boolean("bias", true));
}

Layer ReadConv2d(ArgumentReader& reader, const Shape& input) {
  const std::vector<int> sizes = reader.Sizes(1, 2);
  const std::optional<int> kernel_size = reader.Size("kernel_size");
  const bool bias = reader.Boolean("bias", true);
  // Without a kernel the layer is refused: no kernel has no pixels.
  return Conv2d(sizes.size() == 2 ? sizes[0] : Features(input), sizes.back(),
                kernel_size.value_or(0), bias, reader.Size("padding").value_or(0));
}

Layer ReadMaxPool2d(ArgumentReader& reader, const Shape&) {
  const std::vector<int> sizes = reader.Sizes(1, 1);
  return MaxPool2d(sizes[0], reader.Flag("ceil_mode"));
}

Layer ReadAvgPool2d(ArgumentReader& reader, const Shape&) {
  const std::vector<int> sizes = reader.Sizes(0, 1);
  return AvgPool2d(sizes.empty() ? 0 : sizes[0]);
}

Layer ReadLayerNorm(ArgumentReader& reader, const Shape& input) {
  const std::vector<int> sizes = reader.Sizes(0, 1);
  LayerNorm layer(sizes.empty() ? Features(input) : sizes[0]);
  layer.epsilon = reader.Number("epsilon", layer.epsilon);
  return layer;
}

Layer ReadComparison(ArgumentReader& reader, const Shape& input) {
  const std::vector<int> sizes = reader.Sizes(0, 1);
  return Comparison(sizes.empty() ? Features(input) / 2 : sizes[0]);
}

template <typename A>
Layer ReadActivation(ArgumentReader& reader, const Shape&) {
  A activation;
  if constexpr (kHasOption<A>) {
    double& option = activation.*A::kOption.value;
    option = reader.Number(A::kOption.name, option);
  }
  return activation;
}

// How a layer is written, with what may be left out in brackets.
struct Form {
  std::string name, form;
  Layer (*read)(ArgumentReader&, const Shape& input);
};

// "ELU([alpha=A])"
template <typename A>
Form FormOf(const A&) {
  std::string option;
  if constexpr (kHasOption<A>) {
    const std::vector<std::string> words = absl::StrSplit(A::kOption.name, '_');
    const std::string letter(1, absl::ascii_toupper(words.back()[0]));
    option = absl::StrCat("[", A::kOption.name, "=", letter, "]");
  }
  return {A::kName, absl::StrCat(A::kName, "(", option, ")"), ReadActivation<A>};
}

std::vector<Form> MakeForms() {
  std::vector<Form> forms = {
      {"Linear", "Linear([IN, ]OUT[, bias=false])", ReadLinear},
      {"Conv2d", "Conv2d([IN, ]OUT, kernel_size=K[, bias=false][, padding=P])", ReadConv2d},
      {"MaxPool2d", "MaxPool2d(K[, ceil_mode])", ReadMaxPool2d},
      {"Flatten", "Flatten()", [](ArgumentReader&, const Shape&) -> Layer { return Flatten(); }},
      {"BatchNorm1d", "BatchNorm1d([FEATURES][, epsilon=E][, momentum=M])",
       ReadBatchNorm<BatchNorm1d>},
      {"BatchNorm2d", "BatchNorm2d([CHANNELS][, epsilon=E][, momentum=M])",
       ReadBatchNorm<BatchNorm2d>},
      {"Comparison", "Comparison([CLASSES])", ReadComparison},
      {"Dropout", "Dropout(RATE)",
       [](ArgumentReader& reader, const Shape&) -> Layer { return Dropout(reader.Number()); }},
      {"AvgPool2d", "AvgPool2d([K])", ReadAvgPool2d},
      {"LayerNorm", "LayerNorm([FEATURES][, epsilon=E])", ReadLayerNorm},
  };
  Activations::ForEach([&](const auto& activation) { forms.push_back(FormOf(activation)); });
  return forms;
}

const std::vector<Form>& Forms() {
  static const auto* const forms = new std::vector<Form>(MakeForms());
  return *forms;
}

}  // namespace

absl::Status ErrorAt(size_t position, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("character ", position + 1, ": ", what));
}

std::string QuotedPart(absl::string_view text) {
  const bool cut = text.size() > kMaxQuoted;
  return absl::StrCat("\"", absl::CHexEscape(text.substr(0, kMaxQuoted)), cut ? "..." : "", "\"");
}

bool LayerScanner::Take(char c) {
  if (AtEnd() || text_[position_] != c) return false;
  ++position_;
  SkipBlanks();
  return true;
}

absl::string_view LayerScanner::TakeWord() {
  const size_t begin = position_;
  while (!AtEnd() && IsWordCharacter(text_[position_])) ++position_;
  const absl::string_view word = text_.substr(begin, position_ - begin);
  SkipBlanks();
  return word;
}

absl::Status LayerScanner::Expected(absl::string_view what) const {
  return ErrorAt(position_,
                 absl::StrCat("wants ", what, ", not ",
                              AtEnd() ? "the end" : QuotedPart(text_.substr(position_))));
}

void LayerScanner::SkipBlanks() {
  while (!AtEnd() && absl::ascii_isspace(text_[position_])) ++position_;
}

std::vector<std::string> LayerNames() {
  std::vector<std::string> names;
  for (const Form& form : Forms()) names.push_back(form.name);
  return names;
}

absl::StatusOr<Layer> ScanLayer(absl::string_view name, size_t position, const Shape& input,
                                LayerScanner& scanner) {
  const auto form =
      std::find_if(Forms().begin(), Forms().end(), [&](const Form& f) { return name == f.name; });
  TENFOLD_CHECK(form != Forms().end(), "unknown layer ", name);
  TENFOLD_ASSIGN_OR_RETURN(const Call call, ScanArguments(position, scanner));
  ArgumentReader reader(call, form->form);
  Layer layer = form->read(reader, input);
  TENFOLD_RETURN_IF_ERROR(reader.End());
  return layer;
}

}  // namespace tenfold
