package org.mailkeep.platform.rate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceTest {

    @Test
    void anAddressOfIpv4IsOneSource() {
        assertThat(Source.of("192.0.2.1")).isNotEqualTo(Source.of("192.0.2.2"));
        assertThat(Source.of("::ffff:192.0.2.1")).isEqualTo(Source.of("192.0.2.1")); // RFC 4291 §2.5.5.2
    }

    @Test
    void ofIpv6TheNetworkIs() {
        assertThat(Source.of("2001:db8:0:1::1")).isEqualTo(Source.of("2001:db8:0:1:ffff::2")); // RFC 6177 §2
        assertThat(Source.of("2001:db8:0:1::1")).isNotEqualTo(Source.of("2001:db8:0:2::1"));
        assertThat(Source.of("fe80::1%eth0")).isEqualTo(Source.of("fe80::2"));
    }

    @Test
    void whatIsNoAddressIsASourceToo() {
        assertThat(Source.of("unknown").name()).isEqualTo("unknown");
        assertThat(Source.of("not:an:address").name()).isEqualTo("not:an:address");
    }
}
