// Preloaded into a program (LD_PRELOAD): counts, logs and disturbs the calls that change a file
// system below one folder. Everything else passes untouched. The environment says what to do:
//
//   WRITE_SHIM_FOLDER  paths below it count (absolute; the program must name paths the same way)
//   WRITE_SHIM_LOG     a file to which a line is appended for each of these calls, in their order
//   WRITE_SHIM_AT      the call to disturb, counted from 1 over all threads
//   WRITE_SHIM_FAULT   what happens to it: "KILL" (SIGKILL in its place), "SHORT" (half the bytes
//                      are written), "EIO", "EINTR", or "ENOSPC", which then also goes for every
//                      later call that needs space
//   WRITE_SHIM_NO_EXCHANGE  if set, the file system cannot exchange two names
//
// Lines of the log, paths from the folder on ("." is the folder itself), bytes in hexadecimal:
//   create PATH        open PATH          close PATH       mkdir PATH       unlink PATH
//   link PATH PATH     rename PATH PATH   write PATH HEX   sync PATH (of a file or a folder)
//   exchange PATH PATH
// and "failed" before what did not succeed.
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <mutex>
#include <string>

namespace {

constexpr int kDescriptors = 1024;

template <typename Function>
Function* Real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

std::string Variable(const char* name) {
  const char* value = getenv(name);
  return value == nullptr ? "" : value;
}

struct Shim {
  const std::string folder = Variable("WRITE_SHIM_FOLDER");
  const std::string fault = Variable("WRITE_SHIM_FAULT");
  const int at = atoi(Variable("WRITE_SHIM_AT").c_str());
  int log = -1;
  std::recursive_mutex mutex;
  int calls = 0;
  bool full = false;                             // the disc, from the fault on
  std::array<std::string, kDescriptors> opened;  // below the folder, by descriptor

  Shim() {
    const std::string path = Variable("WRITE_SHIM_LOG");
    if (path.empty()) return;
    log = Real<int(const char*, int, ...)>("open")(path.c_str(),
                                                   O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  }

  // From the folder on; "" if it is not below.
  std::string Relative(const char* path) const {
    if (folder.empty() || strncmp(path, folder.c_str(), folder.size()) != 0) return "";
    const char* rest = path + folder.size();
    while (*rest == '/') ++rest;
    return *rest == '\0' ? "." : rest;
  }

  std::string Opened(int fd) const { return fd >= 0 && fd < kDescriptors ? opened[fd] : ""; }

  void Log(bool succeeded, const std::string& line) const {
    if (log < 0) return;
    const std::string text = (succeeded ? "" : "failed ") + line + "\n";
    if (Real<ssize_t(int, const void*, size_t)>("write")(log, text.data(), text.size()) < 0)
      abort();
  }

  // Counts a call. The error that it is to give, 0 for none, -1 for a short write.
  int Fault(bool needs_space) {
    const bool now = ++calls == at;
    if (now && fault == "KILL") raise(SIGKILL);
    if (now && fault == "ENOSPC") full = true;
    if (full && needs_space) return ENOSPC;
    if (now && fault == "EIO") return EIO;
    if (now && fault == "EINTR") return EINTR;
    return now && fault == "SHORT" ? -1 : 0;
  }
};

Shim& TheShim() {
  static Shim* const shim = new Shim;
  return *shim;
}

std::string Hex(const char* bytes, size_t count) {
  static const char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (size_t i = 0; i < count; ++i) {
    hex += kDigits[static_cast<unsigned char>(bytes[i]) >> 4];
    hex += kDigits[bytes[i] & 15];
  }
  return hex;
}

// A call that changes names: disturbed, made, logged.
template <typename Call>
int OnPaths(const char* what, const char* path, const char* second, bool needs_space, Call call) {
  Shim& shim = TheShim();
  const std::string relative = shim.Relative(second == nullptr ? path : second);
  if (relative.empty()) return call();
  const std::lock_guard<std::recursive_mutex> lock(shim.mutex);
  const int error = shim.Fault(needs_space);
  const int result = error > 0 ? -1 : call();
  const int reason = error > 0 ? error : errno;
  const std::string paths = second == nullptr ? relative : shim.Relative(path) + " " + relative;
  shim.Log(result >= 0, std::string(what) + " " + paths);
  errno = reason;
  return result;
}

int Open(const char* name, const char* path, int flags, mode_t mode) {
  auto* const real = Real<int(const char*, int, ...)>(name);
  Shim& shim = TheShim();
  const std::string relative = shim.Relative(path);
  const bool writes = (flags & (O_CREAT | O_WRONLY | O_RDWR)) != 0;
  const bool syncs = (flags & O_DIRECTORY) != 0;
  if (relative.empty() || !(writes || syncs)) return real(path, flags, mode);
  const std::lock_guard<std::recursive_mutex> lock(shim.mutex);
  const int error = shim.Fault(writes);
  const int fd = error > 0 ? -1 : real(path, flags, mode);
  const int reason = error > 0 ? error : errno;
  if (fd >= 0 && fd < kDescriptors) shim.opened[fd] = relative;
  shim.Log(fd >= 0, ((flags & O_CREAT) != 0 ? "create " : "open ") + relative);
  errno = reason;
  return fd;
}

int Sync(const char* name, int fd) {
  auto* const real = Real<int(int)>(name);
  Shim& shim = TheShim();
  const std::lock_guard<std::recursive_mutex> lock(shim.mutex);
  const std::string path = shim.Opened(fd);
  if (path.empty()) return real(fd);
  // Nothing that a test does is to wait for a disc: what would be synced is in the log.
  const int error = shim.Fault(/*needs_space=*/true);
  shim.Log(error <= 0, "sync " + path);
  errno = error;
  return error > 0 ? -1 : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  return Open("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  return Open("open64", path, flags, mode);
}

ssize_t write(int fd, const void* bytes, size_t count) {
  auto* const real = Real<ssize_t(int, const void*, size_t)>("write");
  Shim& shim = TheShim();
  const std::lock_guard<std::recursive_mutex> lock(shim.mutex);
  const std::string path = shim.Opened(fd);
  if (path.empty()) return real(fd, bytes, count);
  const int error = shim.Fault(/*needs_space=*/true);
  const ssize_t written = error > 0 ? -1 : real(fd, bytes, error < 0 ? (count + 1) / 2 : count);
  const int reason = error > 0 ? error : errno;
  const size_t size = written < 0 ? 0 : static_cast<size_t>(written);
  shim.Log(written >= 0, "write " + path + " " + Hex(static_cast<const char*>(bytes), size));
  errno = reason;
  return written;
}

int fsync(int fd) { return Sync("fsync", fd); }
int fdatasync(int fd) { return Sync("fdatasync", fd); }

int close(int fd) {
  Shim& shim = TheShim();
  const std::lock_guard<std::recursive_mutex> lock(shim.mutex);
  const std::string path = shim.Opened(fd);
  if (path.empty()) return Real<int(int)>("close")(fd);
  shim.opened[fd].clear();
  const int error = shim.Fault(/*needs_space=*/false);
  const int result = Real<int(int)>("close")(fd);  // Linux closes all the same
  shim.Log(error <= 0 && result == 0, "close " + path);
  if (error > 0) errno = error;
  return error > 0 ? -1 : result;
}

int ftruncate(int, off_t) noexcept { abort(); }  // nobody calls it; it would have to be modelled

int mkdir(const char* path, mode_t mode) noexcept {
  return OnPaths("mkdir", path, nullptr, true,
                 [&] { return Real<int(const char*, mode_t)>("mkdir")(path, mode); });
}

int unlink(const char* path) noexcept {
  return OnPaths("unlink", path, nullptr, false,
                 [&] { return Real<int(const char*)>("unlink")(path); });
}

// These two as std::filesystem removes a folder and what is in it.
int remove(const char* path) noexcept {
  return OnPaths("unlink", path, nullptr, false,
                 [&] { return Real<int(const char*)>("remove")(path); });
}

int unlinkat(int folder, const char* path, int flags) noexcept {
  std::string absolute = path;
  if (folder != AT_FDCWD && absolute[0] != '/') {
    char opened[PATH_MAX];
    const std::string link = "/proc/self/fd/" + std::to_string(folder);
    const ssize_t size = readlink(link.c_str(), opened, sizeof(opened));
    if (size < 0) abort();
    absolute = std::string(opened, static_cast<size_t>(size)) + "/" + absolute;
  }
  return OnPaths("unlink", absolute.c_str(), nullptr, false,
                 [&] { return Real<int(int, const char*, int)>("unlinkat")(folder, path, flags); });
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned int flags) noexcept {
  if (flags != RENAME_EXCHANGE) abort();  // nobody calls it so
  if (getenv("WRITE_SHIM_NO_EXCHANGE") != nullptr) {
    errno = EINVAL;
    return -1;
  }
  return OnPaths("exchange", from, to, true, [&] {
    return Real<int(int, const char*, int, const char*, unsigned int)>("renameat2")(
        from_folder, from, to_folder, to, flags);
  });
}

int link(const char* from, const char* to) noexcept {
  return OnPaths("link", from, to, true,
                 [&] { return Real<int(const char*, const char*)>("link")(from, to); });
}

int rename(const char* from, const char* to) noexcept {
  return OnPaths("rename", from, to, true,
                 [&] { return Real<int(const char*, const char*)>("rename")(from, to); });
}

}  // extern "C"
