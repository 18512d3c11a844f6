package org.mailkeep.report.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Arrival.Payload;
import org.mailkeep.report.domain.Arrival.Transport;
import org.mailkeep.report.domain.Body;

class DiskSpoolTest {

    @Test
    void whatIsKeptIsThereAfterARestart(@TempDir Path folder) {
        var spool = new DiskSpool(folder.resolve("spool"), 1_000);
        Arrival plain = arrival(100, Optional.empty());
        Arrival vouched = arrival(0, Optional.of(new DomainName("a.example")));
        assertThat(spool.add(plain)).isTrue();
        assertThat(spool.add(vouched)).isTrue();

        var restarted = new DiskSpool(folder.resolve("spool"), 1_000);
        assertThat(restarted.list(10)).containsExactlyInAnyOrder(plain.id(), vouched.id());
        assertThat(restarted.read(plain.id())).contains(plain);
        assertThat(restarted.read(vouched.id())).contains(vouched);

        restarted.delete(plain.id());
        assertThat(restarted.list(10)).containsExactly(vouched.id());
        assertThat(restarted.read(plain.id())).isEmpty();
    }

    @Test
    void itIsBounded(@TempDir Path folder) {
        var spool = new DiskSpool(folder, 1_000);
        Arrival first = arrival(600, Optional.empty());
        assertThat(spool.add(first)).isTrue();
        assertThat(spool.add(arrival(600, Optional.empty()))).isFalse();
        assertThat(new DiskSpool(folder, 1_000).add(arrival(600, Optional.empty())))
                .isFalse();
        spool.delete(first.id());
        assertThat(spool.add(arrival(600, Optional.empty()))).isTrue();
    }

    @Test
    void whatACrashLeftHalfWrittenIsNothing(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve(UUID.randomUUID() + ".partial"), "half");
        Files.writeString(folder.resolve("notes.arrival"), "not ours");
        var spool = new DiskSpool(folder, 1_000);
        assertThat(spool.list(10)).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void whatCannotBeReadIsPutAside(@TempDir Path folder) throws IOException {
        var spool = new DiskSpool(folder, 1_000);
        Arrival arrival = arrival(100, Optional.empty());
        spool.add(arrival);
        Path file = folder.resolve(arrival.id() + ".arrival");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertThat(spool.read(arrival.id())).isEmpty();
        assertThat(spool.list(10)).isEmpty();
        assertThat(folder.resolve(arrival.id() + ".unreadable")).exists();
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaid(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        assertThat(new DiskSpool(file, 1_000).add(arrival(1, Optional.empty()))).isFalse();
        assertThat(new DiskSpool(file, 1_000).list(1)).isEmpty();
    }

    private static Arrival arrival(int size, Optional<DomainName> vouchedFor) {
        return new Arrival(
                UUID.randomUUID(),
                Instant.parse("2026-11-23T10:00:00.123456789Z"),
                Transport.HTTPS,
                Payload.REPORT,
                vouchedFor,
                Body.of(new byte[size]));
    }
}
