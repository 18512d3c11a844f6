package org.mailkeep.policy.api.socketmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.api.socketmap.SocketmapRequest.MapName;
import org.mailkeep.policy.api.socketmap.SocketmapRequest.Mistake;
import org.mailkeep.policy.api.socketmap.SocketmapRequest.Question;
import org.mailkeep.policy.domain.postfix.LookupKey;
import org.mailkeep.policy.domain.postfix.PostfixReply;

class SocketmapRequestTest {

    private static final LookupKey EXAMPLE = new LookupKey.Domain(DomainName.of("example.com"));

    @TestFactory
    List<DynamicTest> requests() {
        return List.of(
                good("QUERY example.com", MapName.QUERY, EXAMPLE),
                good("QUERYwithTLSRPT example.com", MapName.QUERY_WITH_TLSRPT, EXAMPLE),
                good("query EXAMPLE.COM", MapName.QUERY, EXAMPLE),
                good("queryWITHtlsrpt example.com.", MapName.QUERY_WITH_TLSRPT, EXAMPLE),
                good("QUERY [mx.example]:587", MapName.QUERY, new LookupKey.Host(DomainName.of("mx.example"), 587)),
                good("QUERY .example.com", MapName.QUERY, new LookupKey.Other()),
                good("QUERY a b", MapName.QUERY, new LookupKey.Other()),
                good("QUERY  example.com", MapName.QUERY, new LookupKey.Other()),
                bad("QUERY", "no key"),
                bad("QUERY ", "no key"),
                bad("", "no key"),
                bad("example.com", "no map"),
                bad(" example.com", "no map"),
                bad("JSON example.com", "another program's map"),
                bad("QUERYwithTLSRPTx example.com", "no such map"));
    }

    @Property
    void noTextMakesItThrow(@ForAll String text) {
        assertThat(SocketmapRequest.of(text)).isNotNull();
        assertThat(SocketmapRequest.of("QUERY " + text)).isNotNull();
    }

    @Test
    void aReplyThatPostfixWouldNotReadIsNotSent() {
        var longest = Buffer.buffer();
        NetstringWriter.append(longest, "x".repeat(PostfixReply.MAX_BYTES));
        var tooLong = Buffer.buffer();
        NetstringWriter.append(tooLong, "x".repeat(PostfixReply.MAX_BYTES + 1));

        assertThat(longest.length()).isEqualTo("100000:,".length() + PostfixReply.MAX_BYTES);
        assertThat(tooLong.toString()).contains(":TEMP ");
    }

    private static DynamicTest good(String text, MapName map, LookupKey key) {
        return DynamicTest.dynamicTest(
                "\"" + text + "\"", () -> assertThat(SocketmapRequest.of(text)).isEqualTo(new Question(map, key)));
    }

    private static DynamicTest bad(String text, String why) {
        return DynamicTest.dynamicTest(
                "\"" + text + "\" (" + why + ")",
                () -> assertThat(SocketmapRequest.of(text))
                        .isInstanceOfSatisfying(
                                Mistake.class,
                                mistake -> assertThat(mistake.reply()).startsWith("PERM ")));
    }
}
