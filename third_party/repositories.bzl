"""Everything that comes from outside the tree."""

load("//third_party:arm64.bzl", "arm64_toolchain")
load("//third_party:bazel_rules.bzl", "bazel_rules")
load("//third_party:clang.bzl", "clang_toolchain")
load("//third_party:libtorch.bzl", "libtorch")
load("//third_party:mnist.bzl", "mnist")
load("//third_party:npm.bzl", "npm_file")
load("//third_party:python.bzl", "python")
load("//third_party:system_library.bzl", "system_library")

def tenfold_repositories():
    bazel_rules()
    system_library(
        name = "abseil",
        headers = {"absl": "absl"},
        packages = ["libabsl-dev"],
        pkg_config = [
            "absl_flags",
            "absl_flags_parse",
            "absl_flags_usage",
            "absl_span",
            "absl_status",
            "absl_statusor",
            "absl_str_format",
            "absl_strings",
            "absl_synchronization",
            "absl_time",
        ],
    )
    system_library(
        name = "benchmark",
        headers = {"benchmark": "benchmark"},
        linkopts = ["-lbenchmark", "-lpthread"],
        packages = ["libbenchmark-dev"],
    )
    system_library(
        name = "boost_math",
        headers = {"boost": "boost"},
        packages = ["libboost-math-dev"],
    )
    system_library(
        name = "cmark_gfm",
        headers = {h: h for h in [
            "cmark-gfm-core-extensions.h",
            "cmark-gfm-extension_api.h",
            "cmark-gfm-extensions_export.h",
            "cmark-gfm.h",
            "cmark-gfm_export.h",
            "cmark-gfm_version.h",
        ]},
        linkopts = ["-lcmark-gfm-extensions", "-lcmark-gfm"],
        optional_headers = ["cmark-gfm-extensions_export.h"],
        packages = ["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"],
    )
    system_library(
        name = "csv",
        headers = {"csv.h": "csv.h"},
        linkopts = ["-lcsv"],
        packages = ["libcsv-dev"],
    )
    system_library(
        name = "eigen",
        headers = {"eigen3/Eigen": "Eigen"},
        packages = ["libeigen3-dev"],
    )
    system_library(
        name = "googletest",
        headers = {
            "gmock": "gmock",
            "gtest": "gtest",
        },
        linkopts = ["-lgmock_main", "-lgmock", "-lgtest", "-lpthread"],
        packages = ["libgtest-dev", "libgmock-dev"],
    )
    system_library(
        name = "json",
        headers = {"nlohmann": "nlohmann"},
        packages = ["nlohmann-json3-dev"],
    )
    system_library(
        name = "onednn",
        headers = {"oneapi/dnnl": "oneapi/dnnl"},
        # libgomp: the number of threads that oneDNN uses is set through OpenMP.
        linkopts = ["-ldnnl", "-lgomp"],
        packages = ["libdnnl-dev"],
    )
    system_library(
        name = "onnx",
        defines = [
            "ONNX_ML=1",
            "ONNX_NAMESPACE=onnx",
        ],
        headers = {
            "google/protobuf": "google/protobuf",
            "onnx": "onnx",
        },
        linkopts = ["-lonnx_proto", "-lprotobuf"],
        packages = ["libonnx-dev", "libprotobuf-dev"],
    )
    system_library(
        name = "openssl",
        headers = {"openssl": "openssl"},
        linkopts = ["-lcrypto"],
        packages = ["libssl-dev"],
    )
    system_library(
        name = "zlib",
        headers = {
            "zconf.h": "zconf.h",
            "zlib.h": "zlib.h",
        },
        linkopts = ["-lz"],
        packages = ["zlib1g-dev"],
    )
    system_library(
        name = "ctemplate",
        headers = {"ctemplate": "ctemplate"},
        linkopts = ["-lctemplate_nothreads"],
        packages = ["libctemplate-dev"],
    )
    arm64_toolchain(name = "local_config_arm64")
    clang_toolchain(name = "local_config_clang")
    libtorch(name = "libtorch")
    mnist(name = "mnist")
    npm_file(
        name = "axe_core",
        file = "axe.min.js",
        package = "axe-core@4.14.1",
        sha512 = "1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b73" +
                 "4f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5",
    )
    python(name = "python")
