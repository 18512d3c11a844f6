package org.mailkeep.report.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

    @Test
    void theSignatureIsThatOfTheSpecificationsExample() {
        assertThat(WebhookSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                        .sign(
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                Instant.ofEpochSecond(1_614_265_330),
                                "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void whatIsNoSecretIsRefused() {
        bad("");
        bad("whsec_***");
        bad("whsec_" + Base64.getEncoder().encodeToString(new byte[23]));
        bad("whsec_" + Base64.getEncoder().encodeToString(new byte[65]));
    }

    private static void bad(String text) {
        assertThatThrownBy(() -> WebhookSecret.of(text)).isInstanceOf(IllegalStateException.class);
    }
}
