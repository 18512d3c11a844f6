package org.mailkeep.policy.api.socketmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailkeep.policy.api.socketmap.NetstringReader.Netstring;

class NetstringReaderTest {

    private static final String MALFORMED = "malformed";

    @TestFactory
    List<DynamicTest> streams() {
        return List.of(
                good("5:hello,", List.of("hello")),
                good("0:,", List.of("")),
                good("0:,0:,1:a,", List.of("", "", "a")),
                good("3:a,b,1:,,", List.of("a,b", ",")),
                good("2:ü,", List.of("ü")),
                good("10000:" + "x".repeat(10_000) + ",", List.of("x".repeat(10_000))),
                good("5:hel", List.of()),
                good("5:hello", List.of()),
                good("1", List.of()),
                good("", List.of()),
                bad("5:hello;", "the terminator is not a comma"),
                bad("05:hello,", "a length has no leading zeros"),
                bad("00:,", "a length has no leading zeros"),
                bad(":,", "there is no length"),
                bad("-1:a,", "a length has digits only"),
                bad(" 1:a,", "a length has digits only"),
                bad("1 :a,", "a length has digits only"),
                bad("GET / HTTP/1.1\r\n", "this is another protocol"),
                bad("10001:", "longer than any query"),
                bad("99999:", "longer than any query"),
                bad("100000", "a length of six digits"),
                bad("18446744073709551617:a,", "a length that overflows"));
    }

    @Test
    void whatComesBeforeAFaultIsStillRead() {
        assertThat(read(List.of(bytes("1:a,1:b,x1:c,")))).containsExactly("a", "b", MALFORMED);
    }

    @Test
    void nothingIsReadAfterAFault() {
        assertThat(read(List.of(bytes("x"), bytes("1:a,"), bytes("1:b,"))))
                .containsExactly(MALFORMED, MALFORMED, MALFORMED);
    }

    @Property
    void howAStreamIsCutDoesNotMatter(
            @ForAll("queries") List<String> queries, @ForAll @Size(max = 12) List<@IntRange(max = 400) Integer> cuts) {
        var stream = Buffer.buffer();
        queries.forEach(query -> append(stream, query));

        assertThat(read(cut(stream, cuts))).isEqualTo(queries);
    }

    @Property
    void noBytesMakeItThrowOrGoOnForEver(
            @ForAll byte[] bytes, @ForAll @Size(max = 5) List<@IntRange(max = 9) Integer> cuts) {
        List<String> whole = read(List.of(Buffer.buffer(bytes)));

        // Once malformed, each further chunk is answered so again.
        assertThat(read(cut(Buffer.buffer(bytes), cuts)).stream().distinct())
                .isEqualTo(whole.stream().distinct().toList());
    }

    @Property
    void whatTheWriterWritesTheReaderReads(@ForAll("ascii") String reply) {
        var out = Buffer.buffer();
        NetstringWriter.append(out, reply);

        assertThat(read(List.of(out))).containsExactly(reply);
    }

    @Provide
    Arbitrary<List<String>> queries() {
        return Arbitraries.strings().ofMaxLength(60).list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> ascii() {
        return Arbitraries.strings().ascii().ofMaxLength(300);
    }

    private static DynamicTest good(String stream, List<String> texts) {
        return DynamicTest.dynamicTest(
                shown(stream), () -> assertThat(read(List.of(bytes(stream)))).isEqualTo(texts));
    }

    private static DynamicTest bad(String stream, String why) {
        return DynamicTest.dynamicTest(
                shown(stream) + " (" + why + ")",
                () -> assertThat(read(List.of(bytes(stream)))).last().isEqualTo(MALFORMED));
    }

    private static String shown(String stream) {
        return stream.length() < 40 ? "\"" + stream.strip() + "\"" : stream.substring(0, 20) + "…";
    }

    private static List<String> read(List<Buffer> chunks) {
        var reader = new NetstringReader();
        var read = new ArrayList<String>();
        for (Buffer chunk : chunks) {
            reader.feed(chunk);
            boolean more = true;
            while (more) {
                Netstring next = reader.next();
                switch (next) {
                    case NetstringReader.Text(String value) -> read.add(value);
                    case NetstringReader.Malformed _ -> {
                        read.add(MALFORMED);
                        more = false;
                    }
                    case NetstringReader.Incomplete _ -> more = false;
                }
            }
        }
        return read;
    }

    private static List<Buffer> cut(Buffer stream, List<Integer> cuts) {
        var chunks = new ArrayList<Buffer>();
        int from = 0;
        for (int size : cuts) {
            int to = Math.min(stream.length(), from + size);
            chunks.add(stream.slice(from, to));
            from = to;
        }
        chunks.add(stream.slice(from, stream.length()));
        return chunks;
    }

    private static void append(Buffer stream, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        stream.appendString(utf8.length + ":").appendBytes(utf8).appendString(",");
    }

    private static Buffer bytes(String text) {
        return Buffer.buffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
