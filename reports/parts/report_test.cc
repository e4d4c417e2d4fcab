#include "reports/parts/report.h"

#include <gtest/gtest.h>

namespace tenfold::reports {
namespace {

TEST(Expand, KeepsBlanksAndBreaks) {
  ctemplate::TemplateDictionary values("test");
  values.SetValue("NAME", "a < b");
  values.AddSectionDictionary("ITEM")->SetValue("X", "1");
  values.AddSectionDictionary("ITEM")->SetValue("X", "2");
  EXPECT_EQ(
      Expand("\n  {{NAME}}  {c}\n{{#ITEM}}* {{X}}\n{{/ITEM}}{{#NONE}}no{{/NONE}}end\n", values),
      "\n  a < b  {c}\n* 1\n* 2\nend\n");
}

// What nobody has set is seen, in a section too; what is set to nothing is nothing.
TEST(Expand, ValueThatIsNotSet) {
  ctemplate::TemplateDictionary values("test");
  values.SetValue("EMPTY", "");
  values.AddSectionDictionary("ITEM")->SetValue("SET", "1");
  EXPECT_EQ(Expand("{{EMPTY}}-{{UNSET}}{{#ITEM}} {{SET}} {{NOT_SET}}{{/ITEM}}", values),
            "-{{UNSET}} 1 {{NOT_SET}}");
}

TEST(ExpandDeathTest, InvalidTemplate) {
  const ctemplate::TemplateDictionary values("test");
  EXPECT_DEATH(Expand("{{#OPEN}}", values), "not valid");
}

}  // namespace
}  // namespace tenfold::reports
