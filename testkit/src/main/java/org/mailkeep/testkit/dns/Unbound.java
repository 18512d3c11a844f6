package org.mailkeep.testkit.dns;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The real Unbound, validating in front of a {@link DnsServer}; for tests that compare with it.
 *
 * <p>Needs the program {@code unbound} in PATH or {@code /usr/sbin}, as Debian's package installs it.
 */
public final class Unbound implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Process process;
    private final InetSocketAddress address;

    private Unbound(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it on a free port of 127.0.0.1 and waits until it listens.
     *
     * @param folder an empty one for its configuration and log
     * @throws IOException when the program is missing or does not start; the message holds its log
     */
    public static Unbound start(DnsServer upstream, Path folder) throws IOException, InterruptedException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        Path config = Files.writeString(folder.resolve("unbound.conf"), configuration(address, upstream, folder));
        Path log = folder.resolve("unbound.log");
        ProcessBuilder command = new ProcessBuilder("unbound", "-d", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        command.environment().merge("PATH", "/usr/sbin:/usr/local/sbin", (path, sbin) -> path + ":" + sbin);
        Unbound unbound = new Unbound(command.start(), address);
        for (long waited = 0; !unbound.listens(); waited += POLL.toMillis()) {
            if (!unbound.process.isAlive() || waited > START_LIMIT.toMillis()) {
                unbound.close();
                throw new IOException("unbound did not start: " + Files.readString(log));
            }
            Thread.sleep(POLL);
        }
        return unbound;
    }

    /** Where it listens, over UDP and TCP. */
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean listens() {
        try (Socket _ = new Socket(address.getAddress(), address.getPort())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static String configuration(InetSocketAddress address, DnsServer upstream, Path folder) {
        // Unbound keeps off 127.0.0.0/8 and the RFC 2606 names of its own accord; both are what this is about.
        return """
                server:
                  interface: 127.0.0.1
                  port: %d
                  directory: "%s"
                  chroot: ""
                  username: ""
                  pidfile: ""
                  use-syslog: no
                  do-daemonize: no
                  do-not-query-localhost: no
                  local-zone: "test." nodefault
                  local-zone: "invalid." nodefault
                  module-config: "validator iterator"
                  trust-anchor: "%s"
                forward-zone:
                  name: "."
                  forward-addr: 127.0.0.1@%d
                remote-control:
                  control-enable: no
                """.formatted(
                        address.getPort(),
                        folder,
                        upstream.trustAnchor().replaceAll("\\s+", " "),
                        upstream.address().getPort());
    }
}
