/** Metrics of programs beside our processes, as they serve them: of exporters, and of backups. */
export interface Exporter {
  job: string;
  /** The program whose output this is. */
  source: string;
  /** One sample of each metric that rules and dashboards read. */
  samples: readonly string[];
}

export const exporters: readonly Exporter[] = [
  {
    job: 'backup',
    source: 'the backup: a worker, or any other program through node_exporter’s textfile collector',
    samples: [
      'backup_last_success_timestamp_seconds 1.795918291e+09',
      'backup_last_bytes 5.416449024e+09',
      'backup_log_archived_timestamp_seconds 1.795918291e+09',
      'backup_place_last_success_timestamp_seconds{place="disk"} 1.795918291e+09',
      'backup_place_failed{place="disk"} 0',
      'restore_drill_last_success_timestamp_seconds 1.795918291e+09',
      'restore_drill_failed 0',
    ],
  },
  {
    job: 'pgbouncer',
    source: 'pgbouncer_exporter 0.10.2 (Debian 13’s prometheus-pgbouncer-exporter)',
    samples: [
      'pgbouncer_pools_client_maxwait_seconds{database="chitlaq_feed",user="chitlaq"} 0',
      'pgbouncer_pools_client_waiting_connections{database="chitlaq_feed",user="chitlaq"} 0',
      'pgbouncer_pools_server_active_connections{database="chitlaq_feed",user="chitlaq"} 0',
    ],
  },
  {
    job: 'valkey',
    source: 'redis_exporter 1.69.0 (Debian 13’s prometheus-redis-exporter)',
    samples: [
      'redis_memory_used_bytes 1.405976e+06',
      'redis_memory_max_bytes 4.02653184e+08',
      'redis_evicted_keys_total 0',
    ],
  },
  {
    job: 'nginx',
    source: 'nginx-prometheus-exporter 1.4.1 (Debian 13’s prometheus-nginx-exporter)',
    samples: ['nginx_up 1', 'nginx_connections_active 1', 'nginx_connections_waiting 0'],
  },
  {
    job: 'alertmanager',
    source: 'Alertmanager 0.28.1 (Debian 13’s prometheus-alertmanager)',
    samples: ['alertmanager_notifications_failed_total{integration="email",reason="other"} 0'],
  },
  {
    job: 'node',
    source: 'node_exporter 1.9.0 (Debian 13’s prometheus-node-exporter); unchanged since 1.0',
    samples: [
      'node_boot_time_seconds 1.795918291e+09',
      'node_cpu_seconds_total{cpu="0",mode="idle"} 13215.92',
      'node_cpu_seconds_total{cpu="0",mode="user"} 1830.11',
      'node_disk_read_bytes_total{device="vda"} 5.416449024e+09',
      'node_disk_written_bytes_total{device="vda"} 3.13741381632e+11',
      'node_filesystem_avail_bytes{device="/dev/vda",fstype="ext4",mountpoint="/"} 6.8718370816e+10',
      'node_filesystem_size_bytes{device="/dev/vda",fstype="ext4",mountpoint="/"} 2.70553174016e+11',
      'node_load1 6.39',
      'node_load15 9.68',
      'node_memory_MemAvailable_bytes 1.9059597312e+10',
      'node_memory_MemTotal_bytes 2.5276510208e+10',
      'node_network_receive_bytes_total{device="eth0"} 4182',
      'node_network_transmit_bytes_total{device="eth0"} 636',
    ],
  },
];
