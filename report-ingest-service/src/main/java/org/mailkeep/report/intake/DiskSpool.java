package org.mailkeep.report.intake;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Arrival.Payload;
import org.mailkeep.report.domain.Arrival.Transport;
import org.mailkeep.report.domain.Body;

/**
 * Arrivals in files of their own while PostgreSQL is away. A file has its name only once all of it is on the disk, so that a
 * crash leaves whole ones and nothing else. Its methods block.
 */
public final class DiskSpool {

    private static final String WHOLE = ".arrival";
    private static final String PARTIAL = ".partial";
    private static final String UNREADABLE = ".unreadable";
    private static final int FORMAT = 1;

    private static final Logger LOG = Logger.getLogger(DiskSpool.class);

    private final Path folder;
    private final long maxBytes;
    private long bytes;
    private boolean opened;

    /**
     * A spool in a folder.
     *
     * @param folder made when it is needed
     * @param maxBytes that it may hold
     */
    public DiskSpool(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /** Whether the arrival is on the disk now: not where the folder is full or cannot be written. */
    public synchronized boolean add(Arrival arrival) {
        try {
            open();
            int length = arrival.body().length();
            if (bytes + length > maxBytes) {
                LOG.warnf("The spool on disk is full; senders are told to try again: %s", folder);
                return false;
            }
            Path partial = folder.resolve(arrival.id() + PARTIAL);
            write(partial, arrival);
            Files.move(partial, file(arrival.id()), StandardCopyOption.ATOMIC_MOVE);
            syncFolder();
            bytes += length(arrival.id());
            return true;
        } catch (IOException failed) {
            LOG.errorf("The spool on disk cannot be written; senders are told to try again: %s", failed.getMessage());
            return false;
        }
    }

    /** Those that are there, at most so many. */
    public synchronized List<UUID> list(int atMost) {
        try {
            open();
            try (Stream<Path> files = Files.list(folder)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(WHOLE))
                        .limit(atMost)
                        .flatMap(name -> id(name).stream())
                        .toList();
            }
        } catch (IOException failed) {
            LOG.errorf("The spool on disk cannot be read: %s", failed.getMessage());
            return List.of();
        }
    }

    /** Empty where it is gone, or cannot be read and was put aside. */
    public synchronized Optional<Arrival> read(UUID id) {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file(id))))) {
            if (in.readInt() != FORMAT) {
                throw new IOException("written by another version");
            }
            Instant at = Instant.parse(in.readUTF());
            var transport = Transport.valueOf(in.readUTF());
            var payload = Payload.valueOf(in.readUTF());
            String vouchedFor = in.readUTF();
            int length = in.readInt();
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                throw new IOException("cut off");
            }
            return Optional.of(new Arrival(id, at, transport, payload, DomainName.parse(vouchedFor), Body.of(body)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException | DateTimeException unreadable) {
            LOG.errorf("A file of the spool cannot be read and is put aside: %s: %s", id, unreadable.getMessage());
            putAside(id);
            return Optional.empty();
        }
    }

    /** It is in PostgreSQL now. */
    public synchronized void delete(UUID id) {
        try {
            open();
            long length = length(id);
            if (Files.deleteIfExists(file(id))) {
                bytes -= length;
            }
        } catch (IOException failed) {
            LOG.errorf("A file of the spool cannot be deleted, and will be processed again: %s", failed.getMessage());
        }
    }

    private void open() throws IOException {
        if (opened) {
            return;
        }
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(PARTIAL)).toList()) {
                Files.deleteIfExists(file);
            }
        }
        bytes = size();
        opened = true;
    }

    private long length(UUID id) {
        return file(id).toFile().length();
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static void write(Path file, Arrival arrival) throws IOException {
        try (var channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                var out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)))) {
            out.writeInt(FORMAT);
            out.writeUTF(arrival.at().toString());
            out.writeUTF(arrival.transport().name());
            out.writeUTF(arrival.payload().name());
            out.writeUTF(arrival.vouchedFor().map(DomainName::value).orElse(""));
            out.writeInt(arrival.body().length());
            out.write(arrival.body().bytes());
            out.flush();
            channel.force(true);
        }
    }

    /** Else the file's name may be lost with the power, although its content is there. */
    private void syncFolder() throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void putAside(UUID id) {
        try {
            Files.move(file(id), folder.resolve(id + UNREADABLE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            LOG.errorf("It cannot be put aside either: %s", failed.getMessage());
        }
    }

    private Path file(UUID id) {
        return folder.resolve(id + WHOLE);
    }

    private static Optional<UUID> id(String name) {
        try {
            return Optional.of(UUID.fromString(name.substring(0, name.length() - WHOLE.length())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
