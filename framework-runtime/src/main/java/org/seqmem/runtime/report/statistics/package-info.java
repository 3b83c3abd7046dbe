// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** What may be said about errors over seeds and tasks, and how surely. */
@NullMarked
package org.seqmem.runtime.report.statistics;

import org.jspecify.annotations.NullMarked;
