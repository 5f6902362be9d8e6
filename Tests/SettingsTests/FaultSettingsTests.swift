import Dunning
import Settings
import Testing

/// What a configuration says about faults: retries, breakers, weights, error codes, figures.
struct FaultSettingsTests {
    @Test func `a channel's own retries count before the common ones, and leave the rest as it is`() throws {
        let text =
            smallest + """
                [retry]
                attempts = 4
                most = "10m"
                [email]
                retry = { attempts = 2, throttled = 5 }

                """
        let settings = try #require(read(text).value)
        let email = try #require(settings.retry[.email])
        let sms = try #require(settings.retry[.sms])
        #expect(email.attempts == 2 && email.throttled == 5 && email.most == .seconds(600) && email.factor == 2)
        #expect(sms.attempts == 4 && sms.throttled == 30 && sms.most == .seconds(600))
        #expect(Set(settings.retry.keys) == Set(Channel.allCases))
    }

    @Test(
        arguments: [
            ("[email]\nretry = { attempts = 0 }\n", "email.retry.attempts"),
            ("[email]\nretry = { atempts = 2 }\n", "email.retry.atempts"),
            ("[email]\nretry = { first = \"2h\" }\n", "email.retry"), ("[email]\nretry = 3\n", "email.retry"),
            ("[breaker]\nshare = 0\n", "breaker.share"), ("[breaker]\npause = \"1h\"\n", "breaker"),
            ("[breaker]\nwindow = 5\n", "breaker.window"), ("[metrics]\nlisten = \"9464\"\n", "metrics.listen"),
        ]
    )
    func `each mistake is named where it is`(text: String, key: String) {
        let found = mistakes(in: smallest + text)
        #expect(found.count == 1 && found.first?.contains(" \(key): ") == true, "\(found)")
    }

    @Test func `breakers, figures and weights have the defaults of the guide`() throws {
        let plain = try #require(read(smallest).value)
        #expect(plain.breaker.failures == 5 && plain.breaker.share == 0.5 && plain.breaker.of == 20)
        #expect(plain.breaker.pause == .seconds(30) && plain.breaker.longestPause == .seconds(900))
        #expect(plain.metrics == nil)
        let text = ProviderTests.smtp + "weight = 3\n[metrics]\n[breaker]\nfailures = 9\n"
        let settings = try #require(read(text).value)
        #expect(settings.metrics?.host == "127.0.0.1" && settings.metrics?.port == 9464)
        #expect(settings.providers.first?.weight == 3 && settings.breaker.failures == 9)
    }

    @Test func `error codes that tell of a number need a place where they stand`() throws {
        let gateway = ProviderTests.http + #"form = { to = "{to}" }"# + "\nbad_codes = [4005, \"B7\"]\n"
        #expect(mistakes(in: gateway).count == 1)
        let settings = try #require(read(gateway + "opted_out_codes = [21610]\ncode = \"/code\"\n").value)
        guard case .http(let http) = settings.providers.first?.kind else {
            Issue.record("no gateway")
            return
        }
        #expect(http.answer.badCodes == ["4005", "B7"] && http.answer.optedOutCodes == ["21610"])
    }
}
