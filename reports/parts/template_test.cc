#include "reports/parts/template.h"

#include <gtest/gtest.h>

namespace tenfold::reports {
namespace {

TEST(Template, KeepsBlanksAndBreaks) {
  ctemplate::TemplateDictionary values("test");
  values.SetValue("NAME", "a < b");
  values.AddSectionDictionary("ITEM")->SetValue("X", "1");
  values.AddSectionDictionary("ITEM")->SetValue("X", "2");
  EXPECT_EQ(
      Expand("\n\n  {{NAME}}  {c}\n{{#ITEM}}* {{X}}\n{{/ITEM}}{{#NONE}}no{{/NONE}}end\n", values),
      "\n  a < b  {c}\n* 1\n* 2\nend\n");
}

TEST(TemplateDeathTest, InvalidTemplate) {
  const ctemplate::TemplateDictionary values("test");
  EXPECT_DEATH(Expand("{{#OPEN}}", values), "not valid");
}

}  // namespace
}  // namespace tenfold::reports
