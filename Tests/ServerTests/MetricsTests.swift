import Server
import Testing

struct MetricsTests {
    @Test func `a page is in the text format of Prometheus, with labels escaped`() {
        let family = MetricFamily(
            "dunlin_things_total",
            .counter,
            "Things \\ of\nall kinds.",
            [
                MetricFamily.Sample(3, ["kind": "a\"b\\c\nd", "size": "1"]), MetricFamily.Sample(0.25),
                MetricFamily.Sample(7, ["le": "+Inf"], suffix: "_bucket"),
            ]
        )
        #expect(
            [family].page == #"""
                # HELP dunlin_things_total Things \\ of\nall kinds.
                # TYPE dunlin_things_total counter
                dunlin_things_total{kind="a\"b\\c\nd",size="1"} 3
                dunlin_things_total 0.25
                dunlin_things_total_bucket{le="+Inf"} 7

                """#
        )
    }

    @Test func `figures are read anew for each request, and nothing else is served`() async throws {
        let server = MetricsServer(host: "127.0.0.1", port: 0) {
            [MetricFamily("dunlin_up", .gauge, "1.", [MetricFamily.Sample(1)])]
        }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.run() }
            let port = try await server.endpoint.port
            let page = try await http(port, "GET", "/metrics")
            #expect(page?.status == 200)
            let other = try await http(port, "GET", "/")
            #expect(other?.status == 404)
            let write = try await http(port, "POST", "/metrics")
            #expect(write?.status == 405)
            tasks.cancelAll()
        }
    }
}
