#include "experiments/measurements/session.h"

namespace tenfold::measurements {
namespace {

void DescribeBandwidth(JsonMembers& members, Bandwidth& bandwidth) {
  members.Count("bytes", bandwidth.bytes);
  members.Positive("gbps", bandwidth.gbps);
}

void DescribePeak(JsonMembers& members, Peak& peak) {
  members.Positive("1", peak.of_one_core);
  members.Positive("2", peak.of_two_cores);
}

}  // namespace

void Describe(JsonMembers& members, Provenance& provenance) {
  members.Text("commit", provenance.commit);
  if (members.Has("source_digest", provenance.source_digest)) {
    members.Text("source_digest", *provenance.source_digest);
  }
  members.Count("contract_version", provenance.contract_version);
  members.Text("compiler", provenance.compiler);
  members.NamedTexts("versions", provenance.versions);
  members.Text("cpu", provenance.cpu);
  if (members.Has("host", provenance.host)) members.Text("host", *provenance.host);
}

void Describe(JsonMembers& members, Session& session) {
  Describe(members, session.provenance);
  members.Text("date", session.date);
  members.Text("isa", session.isa);
  members.Count("cores", session.cores);
  members.Text("flags", session.flags);
  members.Positive("memory_gbps", session.memory_gbps);
  members.Objects("triad", session.triad, DescribeBandwidth);
  if (members.NotNull("blas", session.blas)) members.NamedTexts("blas", *session.blas);
  if (members.Has("peers", session.peers)) members.NamedTexts("peers", *session.peers);
  members.Texts("cleared_environment", session.cleared_environment);
  members.Object("peak_gflops", session.peak_gflops, DescribePeak);
  members.Flag("kept_disturbed", session.kept_disturbed);
  members.Flag("interrupted", session.interrupted);
  members.NotNegative("busy_at_start", session.busy_at_start);
  members.NotNegative("seconds_taken", session.seconds_taken);
}

}  // namespace tenfold::measurements
