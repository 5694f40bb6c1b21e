import type { Words } from '../use-words.ts'
import { points } from './points.ts'

/** Writing and sending, in Brazilian Portuguese. */
export const ptBrWriting: Pick<Words, 'message' | 'outbox' | 'composer' | 'expiry'> = {
  message: {
    queued: 'Aguardando envio',
    queuedBehind: 'Espera pela de cima, que não foi enviada',
    expired: 'O prazo acabou antes do envio.',
    sending: 'Enviando',
    sent: 'Enviada',
    read: 'Lida',
    readAt: (time) => `Lida às ${time}`,
    readBy: (names, formats) => `Lida por ${formats.list(names)}`,
    disappears: (when) => `Desaparece: ${when}`,
    left: (amount) => `faltam ${amount}`,
    failures: {
      NOT_ENOUGH_POINTS: 'Não enviada: pontos insuficientes.',
      PRICE_ABOVE_MAX: 'Não enviada: o preço mudou. Confira e tente de novo.',
      NOT_FOUND: 'Não enviada: você não faz mais parte desta conversa.',
      ID_REUSED: 'Não enviada: este identificador já foi usado para outra coisa.',
      INVALID_INPUT: 'Não enviada: o servidor não aceitou este texto.',
      RATE_LIMITED: 'Não enviada: mensagens demais de uma vez. Espere um momento.',
      NOT_ALLOWED: 'Não enviada: você não pode escrever para esta pessoa.',
      NOT_SIGNED_IN: 'Não enviada: você saiu da conta.',
      other: 'Não enviada: algo deu errado.',
    },
    notEnough: (price, balance, formats) =>
      `Não enviada: custa ${points(price, formats)}, você tem ${formats.number(balance)}.`,
    edit: 'Editar',
    readers: 'Lida por',
    actions: 'Ações da mensagem',
    copyText: 'Copiar texto',
    copyLink: 'Copiar link',
    copied: 'Copiado',
    copyFailed: 'Não foi possível copiar.',
  },

  outbox: {
    heading: 'Caixa de saída',
    waiting: (count, formats) =>
      formats.plural(count, { one: '# mensagem aguardando envio', other: '# mensagens aguardando envio' }),
    failed: (count, formats) =>
      formats.plural(count, { one: '# mensagem não enviada', other: '# mensagens não enviadas' }),
    empty: 'Tudo foi enviado.',
    retryAll: 'Tentar todas de novo',
    to: (name) => `Para ${name}`,
  },

  composer: {
    label: 'Mensagem',
    placeholder: 'Escreva uma mensagem',
    send: 'Enviar',
    sendFree: 'Enviar, grátis',
    sendFor: (price, formats) => `Enviar por ${points(price, formats)}`,
    freeLeft: (left, formats) =>
      formats.plural(left, { one: 'Grátis · resta # hoje', other: 'Grátis · restam # hoje' }),
    cost: (price, balance, formats) => `${points(price, formats)} · saldo ${formats.number(balance)}`,
    short: (price, balance, formats) =>
      `Pontos insuficientes (precisa de ${formats.number(price)}, tem ${formats.number(balance)})`,
    queuedCost: (count, parts, formats) => `${formats.number(count)} na fila: ${parts.join(', ')}`,
    queuedFree: (free, formats) => `${formats.number(free)} grátis`,
    queuedPaid: (paid, price, formats) => `${formats.number(paid)} × ${points(price, formats)}`,
    topUp: 'Obter pontos',
    waitFor: (time) => `Grátis de novo às ${time}`,
    priceUnknown: 'Calculando o preço…',
    agree: (price, formats) =>
      `As mensagens grátis de hoje acabaram. Esta custa ${points(price, formats)}. Toque em Enviar outra vez para concordar; vale por hoje.`,
    notNow: 'Agora não',
    reasons: {
      empty: 'Escreva alguma coisa primeiro.',
      tooLong: (over, formats) =>
        formats.plural(over, {
          one: '# caractere a mais. Nada é cortado; encurte o texto para enviar.',
          other: '# caracteres a mais. Nada é cortado; encurte o texto para enviar.',
        }),
      blocked: 'As mensagens entre vocês dois estão bloqueadas.',
      blockedByMe: 'Você bloqueou esta pessoa. Para escrever, desbloqueie nos detalhes.',
      loading: 'O preço ainda não é conhecido.',
    },
    charactersLeft: (left, formats) => formats.plural(left, { one: 'resta #', other: 'restam #' }),
  },

  expiry: {
    off: 'Desaparecer: desligado',
    after: (lifetime) => `Desaparece após ${lifetime}`,
    short: 'Desligado',
    heading: 'Desaparece após',
    never: 'Desligado, a mensagem fica',
    custom: 'Outro tempo',
    amount: 'Quanto tempo',
    unit: 'Unidade',
    units: { hours: 'horas', days: 'dias', weeks: 'semanas' },
    lifetimes: {
      hours: (amount, formats) => formats.plural(amount, { one: '# hora', other: '# horas' }),
      days: (amount, formats) => formats.plural(amount, { one: '# dia', other: '# dias' }),
      weeks: (amount, formats) => formats.plural(amount, { one: '# semana', other: '# semanas' }),
    },
    customFault: 'No mínimo 1 hora, no máximo um ano.',
    asDefault: 'Para todas as mensagens aqui',
    isDefault: 'padrão aqui',
    failed: 'Não foi possível mudar a configuração. Tente de novo.',
    notOwner: 'Só o dono de um grupo muda isto.',
  },
}
