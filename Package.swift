// swift-tools-version: 6.2

import PackageDescription

/// What every room of ours is compiled with; a C library shows in no public signature.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ room: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: room + "Tests", dependencies: dependencies, swiftSettings: strict)
}

func library(_ name: String, _ pkgConfig: String, _ debian: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([debian])])
}

/// Hummingbird and what it stands on: for rooms that serve HTTP, and for no other.
let http: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "Logging", package: "swift-log"),
]

let rooms: [Target] = [
    // The words, and what they are read with.
    room("Dunning"),
    room("TOML", ["Dunning", "CTomlPlusPlus"]),
    room("Digests", ["COpenSSL"]),
    room("PhoneNumbers", ["CPhoneNumber"]),
    room("Pages"),

    // Pure rooms: they know nothing of each other, nor of storage, network or the time of day.
    room("ContactRules", ["TOML", "Dunning"]),
    .target(
        name: "Templates",
        dependencies: ["TOML", "Digests", "Dunning", "CLibxml2", "CGumbo"],
        swiftSettings: strict,
        // Foundation's own ICU, for the plural rules of CLDR, which Foundation does not show on Linux.
        linkerSettings: [.linkedLibrary("_FoundationICU")]
    ),
    room("Letters", ["Dunning", "CLibxml2", "CPangoCairo", "CQRencode"]),
    room("Journal", ["Digests", "Dunning"]),
    room("Intake", ["PhoneNumbers", "Dunning"]),
    room("Settings", ["TOML", "Dunning"]),

    // The outside world.
    room("Transport", ["CCurl"]),
    room("Channels", ["Transport", "Digests", "Dunning", "CLibxml2"]),
    room("Storage", ["Journal", "Dunning"]),
    room("StoreSQLite", ["Storage", "Journal", "Dunning", "CSQLite"]),
    room("StorePostgres", ["Storage", "Journal", "Dunning", "CLibpq"]),

    // Where all parts meet.
    room(
        "Dispatcher",
        ["Storage", "Channels", "Templates", "Letters", "ContactRules", "Journal", "Digests", "Dunning"]
    ),
    room("Mailroom", ["Channels", "Dunning", "CGMime"]),
    room("Inbound", ["Storage", "Channels", "Dunning"]),
    room("Server", ["Inbound", "Storage", "Channels", "Digests", "Dunning"] + http),
    room("Sandbox", ["Pages", "Digests"] + http),
    room("Studio", ["Pages", "Dunning"] + http),
    .executableTarget(
        name: "dunlin",
        dependencies: [
            "Server", "Sandbox", "Studio", "Dispatcher", "Mailroom", "Inbound", "StoreSQLite", "StorePostgres",
            "Channels", "Transport", "Settings",
            "Intake", "Storage", "Journal", "Letters", "Templates", "ContactRules", "PhoneNumbers", "Digests", "TOML",
            "Dunning", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        ],
        swiftSettings: strict
    ),
    .executableTarget(
        name: "dunlin-bench",
        dependencies: [
            "Dispatcher", "StoreSQLite", "Storage", "Channels", "Transport", "Templates", "Letters", "ContactRules",
            "Intake", "Journal", "Digests", "Dunning", "CAllocationCount",
        ],
        path: "Benchmarks",
        swiftSettings: strict
    ),
    .executableTarget(
        name: "dunlin-chaos",
        dependencies: [
            "Dispatcher", "Sandbox", "StoreSQLite", "StorePostgres", "Storage", "Journal", "Dunning",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        path: "Chaos",
        swiftSettings: strict
    ),
    room("DunlinTesting", ["Storage", "Journal", "Channels", "Digests", "Dunning"]),
]

let cLibraries: [Target] = [
    library("CCurl", "libcurl", "libcurl4-openssl-dev"),
    library("COpenSSL", "libcrypto", "libssl-dev"),
    library("CSQLite", "sqlite3", "libsqlite3-dev"),
    library("CLibpq", "libpq", "libpq-dev"),
    library("CLibxml2", "libxml-2.0", "libxml2-dev"),
    library("CGumbo", "gumbo", "libgumbo-dev"),
    library("CPangoCairo", "pangocairo", "libpango1.0-dev"),
    library("CGMime", "gmime-3.0", "libgmime-3.0-dev"),
    library("CQRencode", "libqrencode", "libqrencode-dev"),
    .target(name: "CTomlPlusPlus"),
    .target(name: "CAllocationCount"),
    .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber"), .linkedLibrary("protobuf")]),
]

let suites: [Target] = [
    tests("Dunning", ["Dunning"]),
    tests("TOML", ["TOML"]),
    tests("Digests", ["Digests"]),
    tests("PhoneNumbers", ["PhoneNumbers"]),
    tests("ContactRules", ["ContactRules", "TOML", "Dunning"]),
    tests("Templates", ["Templates", "TOML", "Digests", "Dunning"]),
    tests("Letters", ["Letters", "Dunning"]),
    tests("Journal", ["Journal", "Digests", "Dunning"]),
    tests("Intake", ["Intake", "PhoneNumbers", "Dunning"]),
    tests("Settings", ["Settings", "TOML", "Dunning"]),
    tests("Transport", ["Transport"]),
    tests("Channels", ["Channels", "Transport", "Digests", "Dunning"]),
    tests("Mailroom", ["Mailroom", "Channels", "Dunning"]),
    tests("Inbound", ["Inbound", "Storage", "Dunning", "DunlinTesting"]),
    tests("Storage", ["Storage", "Journal", "Dunning"]),
    tests("StoreSQLite", ["StoreSQLite", "Storage", "Journal", "Dunning", "DunlinTesting", "CSQLite"]),
    tests("StorePostgres", ["StorePostgres", "Storage", "Journal", "Dunning", "DunlinTesting"]),
    tests(
        "Dispatcher",
        [
            "Dispatcher", "StoreSQLite", "Storage", "Channels", "Templates", "Letters", "ContactRules", "Journal",
            "Dunning", "DunlinTesting",
        ]
    ),
    tests(
        "Server",
        ["Server", "Channels", "Storage", "StoreSQLite", "Journal", "Digests", "Dunning", "DunlinTesting"] + http
    ),
    tests("Sandbox", ["Sandbox", "Pages", "Digests"]),
    tests("Studio", ["Studio", "Pages", "Dunning"] + http),
    .testTarget(
        name: "EndToEnd",
        dependencies: ["dunlin", "dunlin-chaos", "Dunning"],
        exclude: ["Sessions"],
        swiftSettings: strict
    ),
]

let package = Package(
    name: "dunlin",
    products: [.executable(name: "dunlin", targets: ["dunlin"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.81.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
    ],
    targets: cLibraries + rooms + suites,
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
