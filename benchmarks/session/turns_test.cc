#include "benchmarks/session/turns.h"

#include <memory>

#include "gtest/gtest.h"

namespace tenfold::benchmarks {
namespace {

// Turns that take made time and write down that they ran.
struct Clock {
  double now = 0.0;
  std::string log = {};
};

class FakeTurn final : public TurnTaker {
 public:
  FakeTurn(char letter, double seconds, int wanted, Clock* clock)
      : name_(1, letter), seconds_(seconds), wanted_(wanted), clock_(*clock) {}

  const std::string& name() const override { return name_; }
  absl::Status Prepare() override { return Pass(static_cast<char>(name_[0] + 'a' - 'A')); }
  absl::Status Round() override {
    ++rounds_;
    if (rounds_ == fails_at) return failure;
    return Pass(name_[0]);
  }
  bool Enough() const override { return rounds_ >= wanted_; }

  int fails_at = 0;
  absl::Status failure = absl::InternalError("broken");

 private:
  absl::Status Pass(char letter) {
    clock_.now += seconds_;
    clock_.log += letter;
    return absl::OkStatus();
  }

  const std::string name_;
  const double seconds_;
  const int wanted_;
  Clock& clock_;
  int rounds_ = 0;
};

struct Session {
  Clock clock;
  FakeTurn a{'A', 1.0, 4, &clock}, b{'B', 5.0, 2, &clock}, c{'C', 1.0, 100, &clock};

  TurnsResult Run(double seconds, int most_rounds = 30) {
    TurnsOptions options;
    options.seconds = seconds;
    options.most_rounds = most_rounds;
    options.now = [&] { return clock.now; };
    return RunInTurns({&a, &b, &c}, options);
  }
};

TEST(RunInTurnsTest, EachHasEnoughOrAsMuchAsIsAllowed) {
  Session session;
  EXPECT_EQ(session.Run(1000.0, 6).rounds, (std::vector<int>{4, 2, 6}));
  EXPECT_EQ(session.clock.log, "aAbBcCABCACACCC");
}

TEST(RunInTurnsTest, ARoundThatWouldEndTooLateIsNotBegun) {
  Session session;
  // Preparing and the first round: 14 s. B's 5 s do not fit into what is left, the others' do.
  EXPECT_EQ(session.Run(18.0).rounds, (std::vector<int>{3, 1, 3}));
  EXPECT_EQ(session.clock.log, "aAbBcCACAC");
  EXPECT_EQ(session.clock.now, 18.0);
}

TEST(RunInTurnsTest, WhatTheFirstPassDoesNotReachIsNotMeasured) {
  Session session;
  const TurnsResult result = session.Run(8.0);
  EXPECT_EQ(result.rounds, (std::vector<int>{1, 1, 0}));
  EXPECT_TRUE(absl::IsDeadlineExceeded(result.statuses[2]));
  EXPECT_TRUE(result.statuses[1].ok());
}

TEST(RunInTurnsTest, AFailureEndsOneTurnAndAnInterruptAll) {
  Session failing;
  failing.b.fails_at = 2;
  const TurnsResult failed = failing.Run(1000.0, 4);
  EXPECT_EQ(failed.rounds, (std::vector<int>{4, 1, 4}));
  EXPECT_EQ(failed.statuses[1].message(), "broken");
  EXPECT_FALSE(failed.interrupted);

  Session interrupted;
  interrupted.b.fails_at = 2;
  interrupted.b.failure = absl::CancelledError("");
  const TurnsResult ended = interrupted.Run(1000.0);
  EXPECT_EQ(ended.rounds, (std::vector<int>{2, 1, 1}));
  EXPECT_TRUE(ended.interrupted);
  EXPECT_TRUE(ended.statuses[1].ok());
}

}  // namespace
}  // namespace tenfold::benchmarks
