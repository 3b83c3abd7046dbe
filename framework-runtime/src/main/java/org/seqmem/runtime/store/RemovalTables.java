// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/** Decides what can be removed, and removes it. Callers hold a transaction. */
final class RemovalTables {

    private final Handle handle;
    private final TrialTables trials;

    RemovalTables(Handle handle, TrialTables trials) {
        this.handle = handle;
        this.trials = trials;
    }

    /** Looks names up: of experiments, or beginnings of trial ids. */
    Removal decide(Path store, Collection<String> names, boolean withShared) {
        Set<String> experiments = new TreeSet<>();
        Set<String> singled = new TreeSet<>();
        for (String name : names) {
            boolean experiment = isExperiment(name);
            boolean trial = trials.isBeginning(name);
            if (experiment && trial) {
                throw new SeqmemException(
                        ErrorCode.INVALID_ARGUMENT,
                        "\""
                                + name
                                + "\" is an experiment and the beginning of a trial's id. Give more"
                                + " of the id, or remove the experiment's trials by their ids.");
            }
            if (experiment) {
                experiments.add(name);
            } else if (trial) {
                singled.add(trials.get(store, name).id());
            } else {
                throw new SeqmemException(
                        ErrorCode.NOT_FOUND,
                        "\""
                                + name
                                + "\" is neither an experiment nor the id of a trial in "
                                + store
                                + ". seqmem trials lists both.");
            }
        }
        Set<String> all = new TreeSet<>(singled);
        all.addAll(trialsOf(experiments));
        if (withShared) {
            return new Removal(new TreeSet<>(experiments), new TreeSet<>(all), new TreeSet<>());
        }
        Set<String> shared = shared(all, experiments, singled);
        all.removeAll(shared);
        return new Removal(new TreeSet<>(experiments), new TreeSet<>(all), new TreeSet<>(shared));
    }

    /**
     * Trials that somebody would miss: those that an experiment which stays has, too. One that was
     * named by its id belongs to whoever has it, as long as that is one experiment.
     */
    private Set<String> shared(Set<String> all, Set<String> experiments, Set<String> singled) {
        Set<String> shared = new TreeSet<>();
        handle.createQuery(
                        "SELECT trial_id, count(DISTINCT experiment) FROM experiment_trial WHERE"
                                + " trial_id IN (SELECT value FROM json_each(?)) AND experiment NOT"
                                + " IN (SELECT value FROM json_each(?)) GROUP BY trial_id")
                .bind(0, array(all))
                .bind(1, array(experiments))
                .map(
                        (row, context) -> {
                            String id = row.getString(1);
                            int others = row.getInt(2);
                            return singled.contains(id) && others == 1 ? "" : id;
                        })
                .forEach(shared::add);
        shared.remove("");
        return shared;
    }

    private boolean isExperiment(String name) {
        return handle.createQuery("SELECT count(*) FROM experiment WHERE name = ?")
                        .bind(0, name)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** Of all revisions. */
    private List<String> trialsOf(Collection<String> experiments) {
        return handle.createQuery(
                        "SELECT DISTINCT trial_id FROM experiment_trial WHERE experiment IN"
                                + " (SELECT value FROM json_each(?))")
                .bind(0, array(experiments))
                .mapTo(String.class)
                .list();
    }

    /** Those of the given trials, and of all that have ended, that no experiment has. */
    Set<String> withoutExperiment(Collection<String> ids) {
        return new TreeSet<>(
                handle.createQuery(
                                "SELECT id FROM (SELECT value AS id FROM json_each(?) UNION SELECT"
                                        + " id FROM trial) WHERE id NOT IN (SELECT trial_id FROM"
                                        + " experiment_trial)")
                        .bind(0, array(ids))
                        .mapTo(String.class)
                        .list());
    }

    /** Metrics, curves and lists of trials go with what has them. */
    void remove(Removal removal) {
        handle.execute(
                "DELETE FROM experiment WHERE name IN (SELECT value FROM json_each(?))",
                array(removal.experiments()));
        handle.execute(
                "DELETE FROM trial WHERE id IN (SELECT value FROM json_each(?))",
                array(removal.trials()));
    }

    private static String array(Collection<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array.toString();
    }
}
