### Russian. Keys and variables as in en.ftl.

## Every page
language-dir = ltr
page-title = { $step } · { $tenant }
skip-to-content = Перейти к содержанию
language = Язык
back = Назад
progress = Шаг { $current } из { $total }
continue = Продолжить
change = Изменить
change-what = Изменить: { $what }
cancel = Отмена
try-again = Попробовать ещё раз
optional = необязательно
choose = Выберите
yes = Да
no = Нет
test-mode = Тестовый режим: здесь ничего не учитывается
problem-title = Обратите внимание
progress-is-saved = Ваш прогресс сохранён. Вы можете вернуться по той же ссылке.
reference = Номер обращения
help = Нужна помощь? Напишите на { $mail }
tries-left = { $tries ->
    [one] У вас осталась { $tries } попытка.
    [few] У вас осталось { $tries } попытки.
    [many] У вас осталось { $tries } попыток.
   *[other] У вас осталось { $tries } попытки.
}

## Consent
step-consent = Перед началом
consent-title = { $tenant } просит вас подтвердить личность
consent-who = Кто просит
consent-why = Зачем
consent-what = Что понадобится
consent-kept = Сколько хранится
consent-months = { $months ->
    [one] { $months } месяц, затем удаляется
    [few] { $months } месяца, затем удаляется
    [many] { $months } месяцев, затем удаляется
   *[other] { $months } месяца, затем удаляется
}
consent-years = { $years ->
    [one] { $years } год, затем удаляется
    [few] { $years } года, затем удаляется
    [many] { $years } лет, затем удаляется
   *[other] { $years } года, затем удаляется
}
consent-minutes = { $minutes ->
    [one] Это займёт около { $minutes } минуты.
    [few] Это займёт около { $minutes } минут.
    [many] Это займёт около { $minutes } минут.
   *[other] Это займёт около { $minutes } минут.
}
consent-agree = Согласиться и начать
consent-decline = Не соглашаться
declined-title = Вы не дали согласия
declined-text = Ничего не было собрано. Чтобы начать позже, снова откройте свою ссылку.

## Identity document
step-document = Документ
document-choose-title = Какой документ вы используете?
document-country = Страна выдачи
document-type = Вид документа
document-passport = Паспорт
document-identity_card = Удостоверение личности
document-driving_licence = Водительское удостоверение
document-residence_permit = Вид на жительство
document-front = Лицевая сторона
document-back = Обратная сторона
document-front-title = Сфотографируйте лицевую сторону
document-back-title = Теперь переверните документ
document-passport-title = Сфотографируйте страницу с фотографией
document-guide = Все четыре угла должны быть внутри рамки.
document-tips = Возьмите оригинал, положите ровно и избегайте бликов.

## Selfie and address
step-selfie = Селфи
selfie-title = Сделайте селфи
selfie-guide = Смотрите прямо, лицо должно быть внутри овала.
selfie-tips = Повернитесь к свету. Снимите тёмные очки и головной убор.
step-selfie_document = Селфи с документом
selfie_document-title = Сделайте селфи с документом
selfie_document-guide = Держите документ рядом с лицом, ничего не закрывая.
selfie_document-tips = Лицо и текст документа должны быть чёткими.
step-address = Подтверждение адреса
address-title = Покажите, где вы живёте
address-guide = Вся страница должна быть внутри рамки.
address-tips = Выписка из банка, счёт за услуги или официальное письмо за последние 3 месяца с вашим именем и адресом. Изображение или PDF.
step-additional = Дополнительный документ
additional-title = Покажите документ
additional-guide = Держите всю страницу в рамке.
additional-tips = Целиком, чётко и разборчиво. Снимок или PDF.

## Camera and upload
camera-start = Включить камеру
camera-shoot = Сфотографировать
camera-use = Использовать этот снимок
camera-again = Снять заново
camera-live = Камера
camera-preview = Ваш снимок
camera-dark = Слишком темно. Повернитесь к свету.
camera-bright = Слишком ярко. Отойдите от света.
camera-blurry = Пока нечётко. Отодвиньтесь немного.
camera-still = Не двигайтесь.
camera-ready = Хорошо. Держите так.
camera-check = Всё ли хорошо читается?
camera-refused = Браузер не разрешил доступ к камере. Вы можете загрузить изображение.
camera-missing = Камера не найдена. Вы можете загрузить изображение.
camera-busy = Камеру использует другое приложение. Закройте его или загрузите изображение.
upload-label = Выберите изображение
upload-label-pdf = Выберите изображение или PDF
upload-instead = Загрузить файл
upload-drop = Файл можно также перетащить сюда или вставить.
upload-formats = JPEG, PNG или WebP, до { $megabytes } МБ
upload-formats-pdf = JPEG, PNG, WebP или PDF, до { $megabytes } МБ
upload-send = Отправить
upload-sending = Отправка: { $percent }, осталось { $left }
upload-checking = Отправлено. Файл проверяется.
upload-failed = Соединение прервалось. Ваш файл на месте.
upload-cancelled = Отправка отменена. Ваш файл на месте.

## Continue on the phone
phone-title = Продолжите на телефоне
phone-text = Наведите камеру телефона на этот код. Эта страница обновится вслед за телефоном.
phone-alt = Код, который открывает эту проверку на телефоне
phone-followed = Вы продолжили на другом устройстве. Эта страница перешла вслед за вами.

## Mail and phone codes
step-email = Электронная почта
email-title = Какой у вас адрес электронной почты?
email-label = Адрес электронной почты
email-text = Вы получите код для подтверждения.
step-phone = Номер телефона
phone-number-title = Какой у вас номер телефона?
phone-number-label = Номер телефона с кодом страны
phone-number-text = Вы получите код в СМС.
code-title = Введите код
code-label = Код из шести цифр
code-sent = Код отправлен на { $address }.
code-expires = { $minutes ->
    [one] Он действует { $minutes } минуту.
    [few] Он действует { $minutes } минуты.
    [many] Он действует { $minutes } минут.
   *[other] Он действует { $minutes } минуты.
}
code-send = Отправить код
code-confirm = Подтвердить
code-resend = Отправить новый код
code-other-address = Указать другой контакт
code-wrong = Код не подходит. Проверьте его или запросите новый.
code-expired = Срок действия кода истёк. Запросите новый.
resume-title = Подтвердите, что это вы
resume-text = Вы открыли ссылку на новом устройстве. Введите код, чтобы продолжить.

## Questionnaire
step-questionnaire = Вопросы
questionnaire-required = Пожалуйста, ответьте на этот вопрос.
questionnaire-invalid = Пожалуйста, проверьте этот ответ.
questionnaire-file-types = К этому вопросу подходят только такие файлы: { $types }
questionnaire-too-long = Пожалуйста, сократите этот ответ.
questionnaire-row = Утверждение

## Device and location
step-device = Устройство и местоположение
device-title = Поделитесь местоположением
device-text = { $tenant } спрашивает, каким устройством вы пользуетесь и где вы сейчас. Это считывается один раз, только для этой проверки.
device-what = Ваш браузер, язык, часовой пояс и примерное местоположение
device-share = Поделиться и продолжить
device-skip = Продолжить без местоположения
device-asking = Браузер сейчас попросит разрешение.
device-refused = Местоположение не передано. Вы можете разрешить его в настройках браузера или продолжить без него.
device-unavailable = Не удалось определить местоположение. Попробуйте ещё раз или продолжите без него.

## Review and done
step-review = Проверка
review-title = Всё верно?
review-text = После отправки данные посмотрит человек.
review-submit = Отправить на проверку
review-not-given = Не указано
review-shared = Передано
review-confirmed = Подтверждено
step-done = Готово
done-title = Спасибо, мы всё получили
done-next = Что дальше
done-next-text = Человек проверит то, что вы отправили. { $tenant } сообщит вам результат.
done-time = { $hours ->
    [one] Обычно это занимает до { $hours } часа.
    [few] Обычно это занимает до { $hours } часов.
    [many] Обычно это занимает до { $hours } часов.
   *[other] Обычно это занимает до { $hours } часов.
}
done-mail = Вы получите письмо на { $address }.
done-close = Эту страницу можно закрыть.

## A step that needs another try
refused-title = Ещё одна попытка: { $step }
refused-picture = Изображение, которое вы отправили
refused-why = Что не подошло
refused-example = Как выглядит хороший снимок
refused-good-document = Видны все четыре угла, текст чёткий, бликов нет.
refused-good-selfie = Видно всё лицо, ровный свет, глаза открыты.
refused-good-address = Видна вся страница с именем, адресом и датой.
refused-retry = Повторить этот шаг

## Pages that end the way
error-expired-title = Срок действия ссылки истёк
error-expired-text = Ссылки действуют ограниченное время. Запросите новую: { $tenant }.
error-void-title = Эта ссылка больше не работает
error-void-text = Была отправлена более новая ссылка. Используйте её или запросите другую.
error-finished-title = Вы уже всё завершили
error-finished-text = Всё отправлено. Больше ничего делать не нужно.
error-paused-title = Проверка приостановлена
error-paused-text = { $tenant } сейчас не принимает проверки. Ваш прогресс сохранён. Попробуйте позже.
error-deletion-title = Ваши данные будут удалены
error-deletion-text = Удаление запланировано на { $date }. Чтобы продолжить, сначала попросите отменить удаление: { $tenant }.
error-tries-title = Попыток не осталось
error-tries-text = Этот шаг повторяли слишком много раз. { $tenant } поможет вам продолжить.
error-missing-title = Страница не найдена
error-missing-text = Проверьте, что ссылка скопирована целиком, или откройте её снова из сообщения.
error-busy-title = Подождите немного
error-busy-text = Пришло много запросов сразу. Подождите минуту и попробуйте ещё раз.
error-server-title = На нашей стороне произошёл сбой
error-server-text = Всё, что вы уже отправили, сохранено. Попробуйте через несколько минут.

## Why a picture was refused at once
intake-empty = Файл пуст. Выберите его снова или сделайте новый снимок.
intake-too_large = Файл слишком большой. Отправьте файл до { $megabytes } МБ.
intake-unsupported = Такой файл нельзя прочитать. Отправьте изображение JPEG, PNG или WebP.
intake-heic = Изображения HEIC здесь не читаются. Сохраните его как JPEG или сделайте снимок на этой странице.
intake-animated = Движущиеся изображения не подходят. Отправьте обычный снимок.
intake-too_many_pixels = В изображении слишком много пикселей. Отправьте меньшее.
intake-too_small = Изображение слишком маленькое, его не прочитать. Отправьте большее.
intake-truncated = Файл пришёл не полностью. Отправьте его снова.
intake-corrupt = Файл повреждён. Сделайте новый снимок или выберите другой файл.
intake-blank = На изображении ничего не видно. Сделайте новый снимок при хорошем свете.
intake-encrypted_pdf = PDF защищён паролем. Отправьте файл без пароля или изображение.
intake-too_many_pages = В PDF слишком много страниц. Отправьте только страницу с вашим адресом.
intake-active_pdf = PDF содержит скрипты или вложения. Напечатайте его в новый PDF или отправьте изображение.

## Why a step or the whole verification was not accepted
reason-document_unreadable = Документ не удалось прочитать. Сделайте более чёткий снимок при хорошем свете.
reason-document_expired = Срок действия документа истёк. Используйте действующий.
reason-document_type_unsupported = Такой документ здесь не принимается. Используйте другой.
reason-document_incomplete = Видна не вся информация документа. Покажите все четыре угла и обе стороны.
reason-face_not_visible = Лицо было плохо видно. Смотрите прямо при ровном свете.
reason-face_mismatch = Лицо на селфи не удалось сопоставить с документом. Сделайте новое селфи.
reason-glare = Блик закрывает часть документа. Немного наклоните его, в сторону от света.
reason-blur = Снимок нечёткий. Не двигайтесь и дождитесь фокуса.
reason-screenshot_or_copy = Это похоже на копию или снимок экрана. Используйте оригинал документа.
reason-data_mismatch = Указанные данные отличаются от документа. Проверьте их и попробуйте ещё раз.
reason-address_not_found = На странице не найден ваш адрес. Отправьте страницу с именем и адресом.
reason-address_document_old = Документ слишком старый. Отправьте документ за последние 3 месяца.
reason-underage = Вы ещё не достигли нужного возраста.
reason-suspected_fraud = Проверку не удалось завершить с тем, что было отправлено.
reason-duplicate = Вы уже прошли проверку по другой заявке.
reason-document_not_found = На снимке не видно документа. Сфотографируйте документ.
reason-document_invalid = Этот документ недействителен. Используйте другой.
reason-upload_failed = Файл пришёл повреждённым. Отправьте его ещё раз.
reason-country_not_accepted = Люди или документы этой страны не принимаются.
reason-too_many_tries = Слишком много неудачных попыток.
reason-address_unreadable = Подтверждение адреса не читается. Сделайте более чёткий снимок при хорошем свете.
reason-address_mismatch = Ваши данные не совпадают с подтверждением адреса.
reason-timed_out = Проверка не была завершена вовремя.
reason-other = Это не удалось принять. Подробности в примечании.

## Your own page
me-title = Ваши запросы
me-lead = Здесь появляется то, о чём вас просит { $tenant }.
me-open = Открытые
me-none-title = Делать ничего не нужно
me-none-text = Когда { $tenant } о чём-то спросит, это сразу появится здесь.
me-past = Прежние ответы
me-new = Пришёл новый запрос.
me-back = Все запросы
me-asks-transaction = { $tenant } просит подтвердить операцию
me-asks-login = { $tenant } просит подтвердить вход
me-asks-location = { $tenant } спрашивает, где вы находитесь
me-asks-device = { $tenant } спрашивает, каким устройством вы пользуетесь
me-asks-document = { $tenant } просит документ
me-asked-at = Запрошено
me-answered-at = Отвечено
me-ends-at = Заканчивается
me-address = Интернет-адрес ответа
me-in-moment = менее чем через минуту
me-in-minutes = { $minutes ->
    [one] через { $minutes } минуту
    [few] через { $minutes } минуты
    [many] через { $minutes } минут
   *[other] через { $minutes } минуты
}
me-in-hours = { $hours ->
    [one] через { $hours } час
    [few] через { $hours } часа
    [many] через { $hours } часов
   *[other] через { $hours } часа
}
me-in-days = { $days ->
    [one] через { $days } день
    [few] через { $days } дня
    [many] через { $days } дней
   *[other] через { $days } дня
}
me-approve = Подтвердить
me-decline = Отклонить
me-not-you = Если это были не вы, отклоните.
me-selfie-first = Чтобы подтвердить, сделайте селфи
me-selfie-why = Так видно, что это вы. { $tenant } получит снимок вместе с ответом. Чтобы отклонить, снимок не нужен.
me-selfie-check = Лицо видно целиком и чётко?
me-selfie-missing = Для подтверждения нужно селфи. Сначала сделайте его.
me-location-what = { $tenant } получит положение, которое сообщает это устройство. Оно считывается один раз, когда вы нажимаете кнопку.
me-location-share = Поделиться местоположением
me-location-refused = Местоположение не передано. Вы можете разрешить его в настройках браузера или отказаться.
me-location-unavailable = Не удалось определить местоположение. Попробуйте ещё раз или откажитесь.
me-location-missing = Местоположение не дошло. Попробуйте ещё раз.
me-refuse = Не делиться
me-no-script = В этом браузере отключены скрипты, поэтому он не может сообщить местоположение. Включите их или откажитесь.
me-device-what = { $tenant } получит вид устройства и его систему, заряд батареи, вид соединения и ваш интернет-адрес, насколько их сообщает этот браузер.
me-device-place = С вашего согласия передаётся и положение; оно считывается один раз, когда вы нажимаете кнопку.
me-device-share = Только устройство
me-device-share-place = Устройство и местоположение
me-device-refused = Местоположение не передано. Вы можете разрешить его в настройках браузера или передать только устройство.
me-device-unavailable = Не удалось определить местоположение. Попробуйте ещё раз или передайте только устройство.
me-status-approved = Подтверждено
me-status-declined = Отклонено
me-status-answered = Передано
me-status-refused = Не передано
me-status-expired = Закончился без ответа
me-approved-title = Вы это подтвердили
me-declined-title = Вы это отклонили
me-answered-title = Вы этим поделились
me-refused-title = Вы этим не поделились
me-expired-title = Этот запрос закончился
me-expired-text = На него не ответили вовремя, поэтому ничего не подтверждено и не передано. Если это ещё нужно, начните заново в { $tenant }.
me-told = { $tenant } получил ваш ответ.
me-already = На этот запрос уже ответили. Ответ засчитывается один раз.
me-push-title = Узнавать о запросах сразу
me-push-text = Этот браузер может уведомить вас, когда { $tenant } о чём-то спросит. О чём именно, в уведомлении не сказано.
me-push-allow = Разрешить уведомления
me-push-on = Уведомления в этом браузере включены.
me-push-blocked = Уведомления заблокированы. Их можно разрешить в настройках браузера.
me-push-failed = Не удалось включить уведомления. Попробуйте позже.
me-install-text = Чтобы страница была под рукой, добавьте её на главный экран через меню браузера.
me-install = Установить как приложение
me-notify-confirmation = { $tenant } просит кое-что подтвердить
me-notify-other = { $tenant } спрашивает вас кое о чём
me-notify-text = Откройте, чтобы посмотреть и ответить.

## Mails and text messages
mail-hello = Здравствуйте, { $name }.
mail-hello-unnamed = Здравствуйте.
mail-ignore = Если вы не ждали этого сообщения, просто не обращайте на него внимания.
mail-automatic = Это сообщение отправлено от имени { $tenant }. Пожалуйста, не отвечайте на него.
mail-link-subject = { $tenant }: подтвердите личность
mail-link-text = { $tenant } просит вас подтвердить личность. Держите документ под рукой.
mail-link-button = Начать проверку
mail-link-until = Ссылка действует до { $date }. Она только для вас; пожалуйста, не пересылайте её.
mail-resubmit-subject = { $tenant }: нужен ещё один шаг
mail-resubmit-again = Спасибо за отправленные данные. Один или несколько шагов нужно повторить.
mail-resubmit-reason = Почему: { $reason }
mail-resubmit-button = Продолжить проверку
mail-approved-subject = { $tenant }: проверка завершена
mail-approved-text = Ваша проверка одобрена. Больше ничего делать не нужно.
mail-rejected-subject = { $tenant }: результат проверки
mail-rejected-text = Вашу проверку не удалось одобрить.
mail-request-subject = { $tenant } просит документ: { $title }
mail-request-text = { $tenant } просит вас предоставить: { $title }.
mail-request-button = Открыть вашу страницу
mail-refused-subject = { $tenant }: документ не принят
mail-refused-text = Отправленный вами документ не принят.
mail-inquiry-subject = { $tenant } просит вашего подтверждения
mail-inquiry-text = { $tenant } ждёт вашего ответа.
mail-inquiry-button = Посмотреть и ответить
mail-inquiry-warning = Отвечайте, только если вы этого ждёте. Иначе отклоните и сообщите { $tenant }.
mail-rejected-contact = Если есть вопросы, обратитесь в { $tenant } и назовите номер: { $reference }.
mail-code-subject = { $code } — ваш код для { $tenant }
mail-code-text = Ваш код: { $code }.
mail-code-warning = Никому не сообщайте этот код. Сотрудники { $tenant } никогда его не спросят.
sms-code = { $code } — ваш код для { $tenant }. Никому его не сообщайте.

## Details, answers and forms
consent-purpose = { $tenant } обязан знать, кто его клиенты.
document-details = Ваши данные, точно как в документе
document-surname = Фамилия
document-given_names = Имена
document-birth_on = Дата рождения
document-number = Номер документа
field-required = Заполните это поле.
field-too-long = Сократите этот текст.
details-birth_on = Введите существующую дату рождения, например 1990-02-28.
contact-email = Введите адрес электронной почты, например name@example.com.
contact-phone = Введите номер полностью, с кодом страны, например +49 30 123456.
code-wait = Код только что отправлен. Подождите немного, прежде чем запросить новый.
questionnaire-other = Опишите
questionnaire-kept = Уже отправлено: { $name }
questionnaire-remove = Убрать
error-form-title = Страница была открыта слишком долго
error-form-text = Загрузите её снова. Ничего из отправленного не потеряно.
error-upload-title = Файл пришёл не полностью
error-upload-text = Связь прервалась во время отправки. То, что вы отправили раньше, сохранено. Вернитесь и отправьте файл ещё раз.
error-expired-anyone = Ссылки действуют ограниченное время. Попросите новую у того, кто её прислал.
error-paused-anyone = Сейчас проверки здесь не принимаются. Ваши данные сохранены. Попробуйте позже.
error-deletion-anyone = Запланировано удаление. Чтобы продолжить, сначала попросите отправителя ссылки отменить его.
questionnaire-other-choice = Другое
questionnaire-none-choice = Ничего из этого
