package org.mailkeep.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged policy-service as a child process, on free ports. */
final class PolicyServiceProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final InetSocketAddress socketmap;
    private final URI management;
    private final HttpClient http = HttpClient.newHttpClient();

    private PolicyServiceProcess(Process process, int socketmapPort, int managementPort) {
        this.process = process;
        socketmap = new InetSocketAddress(InetAddress.getLoopbackAddress(), socketmapPort);
        management = URI.create("http://127.0.0.1:" + managementPort);
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param jar its {@code quarkus-run.jar}
     * @param log gets what it writes
     */
    static PolicyServiceProcess start(Path jar, Map<String, String> environment, List<String> jvmOptions, Path log)
            throws IOException, InterruptedException {
        int socketmapPort = freePort();
        int managementPort = freePort();
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("MAILKEEP_SOCKETMAP_PORT", Integer.toString(socketmapPort));
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(freePort()));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        var service = new PolicyServiceProcess(builder.start(), socketmapPort, managementPort);
        try {
            service.awaitReady(log);
        } catch (IOException failed) {
            service.close();
            throw failed;
        }
        return service;
    }

    InetSocketAddress socketmap() {
        return socketmap;
    }

    /** Heap in use, in bytes, after a full collection. */
    long heapAfterCollection() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        int code = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("jcmd GC.run failed");
        }
        return get("/q/metrics")
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("area=\"heap\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (get("/q/health/ready").contains("\"UP\"")) {
                    return;
                }
            } catch (IOException notYet) {
                // It does not listen yet.
            }
            Thread.sleep(100);
        }
        throw new IOException("policy-service did not get ready; its log is " + log);
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(management.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
