// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.training;

import org.seqmem.api.PluginKind;
import org.seqmem.api.ProductPlugin;

/** A family of learning-rate schedules. */
@PluginKind("schedule")
public interface SchedulePlugin<C extends Record> extends ProductPlugin<C, Schedule> {}
