// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/**
 * Which Seqmem this is.
 *
 * @param version from the manifest of the jar; {@code (unpackaged)} without one
 * @param commit of the sources it was built from, with {@code -dirty} behind it if they had been
 *     changed since; {@code unknown} if it was not built in a Git checkout
 */
public record Build(String version, String commit) {

    private static final String UNKNOWN = "unknown";

    /**
     * Where an installation keeps the commit. Not in a jar: jars are part of fingerprints, and a
     * commit that changes no code must not make results stale.
     */
    private static final String FILE = "build.properties";

    /** The one that runs, of the installation that the start script names. */
    public static Build here() {
        return of(Optional.ofNullable(System.getProperty("seqmem.home")).map(Path::of));
    }

    static Build of(Optional<Path> home) {
        String version = Build.class.getPackage().getImplementationVersion();
        return new Build(
                version == null ? "(unpackaged)" : version,
                home.map(directory -> directory.resolve(FILE))
                        .filter(Files::exists)
                        .map(Build::commit)
                        .orElse(UNKNOWN));
    }

    private static String commit(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new SeqmemException(ErrorCode.IO, file + " cannot be read: " + e.getMessage(), e);
        }
        String commit = properties.getProperty("commit", "");
        if (!commit.matches("[0-9a-f]{40,64}")) {
            return UNKNOWN; // the build knew none and left its place-holder there
        }
        return properties.getProperty("dirty", "").equals("true") ? commit + "-dirty" : commit;
    }
}
