/// A thread with one connection: takes messages until there are none.
struct SMTPWorker {
    let desk: SMTPDesk
    let seat: SMTPDesk.Seat

    func run(first: SMTPJob) {
        CurlLibrary.blockBrokenPipeSignal()
        var next: SMTPJob? = first
        while let job = next {
            work(from: job)
            next = desk.leave()
        }
    }

    /// Serves until idle for long enough, then hangs up politely.
    private func work(from first: SMTPJob) {
        var line: SMTPLine?
        var next: SMTPJob? = first
        while let job = next {
            serve(job, on: &line)
            next = desk.next(for: seat)
        }
        line?.quit()
    }

    private func serve(_ job: SMTPJob, on line: inout SMTPLine?) {
        guard !job.flag.isRaised else { return job.refuse(.cancelled, "cancelled before the message went out") }
        job.reply.resume(returning: outcome(of: job.mail, on: &line))
    }

    private func outcome(of mail: SMTPMail, on line: inout SMTPLine?) -> SMTPOutcome {
        do throws(TransportFault) {
            let current = try open(&line)
            let wasUsed = current.isUsed
            let outcome = current.deliver(mail)
            if !current.isReusable { line = nil }
            // The server closed while we were idle: before MAIL was accepted a second try can double nothing.
            guard wasUsed, current.mayRepeatElsewhere else { return outcome }
            return try redeliver(mail, on: &line)
        } catch {
            return .notSent(error)
        }
    }

    private func redeliver(_ mail: SMTPMail, on line: inout SMTPLine?) throws(TransportFault) -> SMTPOutcome {
        let fresh = try open(&line)
        let outcome = fresh.deliver(mail)
        if !fresh.isReusable { line = nil }
        return outcome
    }

    private func open(_ line: inout SMTPLine?) throws(TransportFault) -> SMTPLine {
        if let line, !line.isStale() { return line }
        line = nil
        let fresh = try SMTPLine(to: desk.account, timeouts: desk.timeouts, stop: desk.stop)
        line = fresh
        return fresh
    }
}
