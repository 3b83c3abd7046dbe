package __package__;

import org.seqmem.api.task.TaskPlugin;
import org.seqmem.testkit.TaskCompatibilityKit;

/** Everything that Seqmem expects of a task: its facts are verified on what it draws. */
class __Name__PluginTest extends TaskCompatibilityKit<__Name__Config> {

    @Override
    protected TaskPlugin<__Name__Config> plugin() {
        return new __Name__Plugin();
    }

    @Override
    protected __Name__Config example() {
        return new __Name__Config(16, 3, 8, 8);
    }
}
