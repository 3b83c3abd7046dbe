// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.seqmem.api.Plugin;
import org.seqmem.runtime.plugin.PluginJars;

/**
 * Makes fingerprints: what tells apart two runs of one trial by different code.
 *
 * <pre>{@code
 * fingerprint = first 12 hex digits of SHA-256(UTF-8 of
 *      "djl" NUL version LF "pytorch" NUL version LF
 *      and, for every artefact in order, title NUL version NUL sha256 LF)
 * }</pre>
 *
 * <p>Any thread.
 */
public final class Fingerprints {

    private final Artefacts artefacts;
    private final EngineVersions engine;

    /**
     * @param artefacts reads jars
     * @param engine the engine that trials are trained with
     */
    public Fingerprints(Artefacts artefacts, EngineVersions engine) {
        this.artefacts = artefacts;
        this.engine = engine;
    }

    /**
     * The artefacts of some classes, with those of the runtime and the API, which are in all, and
     * with the libraries of plugins that were dropped in.
     */
    public NavigableSet<Artefact> artefacts(Collection<? extends Class<?>> types) {
        NavigableSet<Artefact> found = new TreeSet<>();
        artefacts.of(Plugin.class).ifPresent(found::add);
        artefacts.of(Fingerprints.class).ifPresent(found::add);
        types.stream().map(artefacts::of).flatMap(Optional::stream).forEach(found::add);
        types.stream()
                .map(PluginJars::beside)
                .flatMap(List::stream)
                .map(artefacts::of)
                .forEach(found::add);
        return found;
    }

    /** The fingerprint of a set of artefacts. */
    public String of(NavigableSet<Artefact> set) {
        StringBuilder text = new StringBuilder();
        text.append("djl\0").append(engine.djl()).append('\n');
        text.append("pytorch\0").append(engine.pytorch()).append('\n');
        for (Artefact artefact : set) {
            text.append(artefact.title()).append('\0');
            text.append(artefact.version()).append('\0');
            text.append(artefact.sha256()).append('\n');
        }
        return new Sha256().add(text.toString().getBytes(UTF_8)).shortHex();
    }
}
